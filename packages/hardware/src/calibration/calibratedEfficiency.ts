import type { Efficiency, Roofline } from '@mantile/core';
import { attentionTimes } from './bind/attentionTimes.ts';
import { ExchangeTimes } from './bind/exchangeTimes.ts';
import { passTimes } from './bind/passTimes.ts';
import { expertsTimes, matmulTimes } from './bind/productTimes.ts';
import { stateTimes } from './bind/stateTimes.ts';
import type { ChipCalibration } from './calibration.ts';
import { checkCalibrated } from './checkCalibrated.ts';
import { routingImbalance } from './formulas/routingImbalance.ts';

/**
 * What measured timing can be told beside the chip.
 *
 * @example
 * import type { CalibratedOptions } from '@mantile/hardware';
 * const options: CalibratedOptions = { engine: 'vllm', hasCudaGraphs: false };
 * options.engine // => 'vllm'
 * @category Calibration
 */
export interface CalibratedOptions {
  /** Whose kernels run: `trtllm`, `vllm`, `sglang`; where absent, or where a kernel was not measured with it, the median of all. */
  readonly engine?: string | undefined;
  /** Whether kernels are replayed by CUDA graphs, as engines decode; true when absent. False needs launches without them to have been measured. */
  readonly hasCudaGraphs?: boolean | undefined;
  /** How unequally experts are liked: the exponent of a power law, 1 to 1.2 for real models; 0, equally, when absent; at most 2. */
  readonly routingSkew?: number | undefined;
}

const microsecond = 1e-6;

/**
 * How long operations take on a chip by the formulas fitted to measurements of it, or of chips like it.
 *
 * What has not been measured in any form takes its roofline, and one launch. Element-wise work that
 * engines fuse takes its roofline alone.
 *
 * @example
 * import { calibratedEfficiency, h100SxmCalibration } from '@mantile/hardware';
 * calibratedEfficiency(h100SxmCalibration, { engine: 'vllm' }).name // => 'calibrated: H100 80 GB SXM5, vllm'
 * @category Calibration
 */
export function calibratedEfficiency(
  calibration: ChipCalibration,
  options: CalibratedOptions = {},
): Efficiency {
  checkCalibrated(calibration, options);
  const { engine, hasCudaGraphs = true, routingSkew = 0 } = options;
  const floor = hasCudaGraphs ? 0 : (calibration.eagerMicroseconds ?? 0) * microsecond;
  const matmul = matmulTimes(calibration, engine);
  const experts = expertsTimes(calibration, engine);
  const attention = attentionTimes(calibration, engine);
  const state = stateTimes(calibration, engine);
  const pass = passTimes(calibration);
  const exchanges = new ExchangeTimes(calibration, engine);
  const launch = pass(0) * microsecond;

  /** Seconds of an operation: as measured, else its roofline and a launch; never below what a launch takes. */
  const seconds = (measured: number | undefined, roofline: Roofline): number => {
    const body =
      measured === undefined
        ? launch + Math.max(roofline.computeSeconds, roofline.memorySeconds)
        : measured * microsecond;
    return Math.max(body, floor);
  };

  return {
    name: `calibrated: ${calibration.chip.name}${engine === undefined ? '' : `, ${engine}`}`,
    overlapSpan: 'operation',
    launchSeconds: Math.max(launch, floor),
    matmul: (operation, roofline, rows) => seconds(matmul(operation, rows), roofline),
    experts(operation, roofline, pairs, rows, active) {
      const { localExperts, packages } = operation;
      const imbalance =
        routingSkew === 0 || packages === 1
          ? 1
          : routingImbalance({
              tokens: rows,
              experts: localExperts * packages,
              expertsPerToken: Math.max((pairs * packages) / rows, 1),
              packages,
              skew: routingSkew,
            });
      return seconds(experts(operation, pairs * imbalance, rows, active), roofline);
    },
    attention: (operation, roofline, sequences, queries, pairs, past) =>
      seconds(attention(operation, sequences, queries, pairs, past), roofline),
    scan: (operation, roofline, sequences, tokens) =>
      seconds(state(operation, sequences, tokens), roofline),
    pass(operation, roofline, rows) {
      if (operation.isFusible) return 0;
      const bytes = rows * operation.trafficBytesPerRow + operation.weightBytes;
      return seconds(pass(bytes), roofline) + (operation.kernels - 1) * launch;
    },
    gather(operation, roofline, rows) {
      const read = Math.min(rows, operation.tableRows) * operation.rowBytes;
      return seconds(pass(read + rows * operation.rowBytes), roofline);
    },
    collective: (operation, payloadBytes, levels) =>
      Math.max(exchanges.seconds(operation, payloadBytes, levels), floor),
    collectiveAlgorithm: (operation, payloadBytes, levels) =>
      exchanges.algorithm(operation, payloadBytes, levels),
  };
}
