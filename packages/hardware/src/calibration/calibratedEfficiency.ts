import type { Dtype, Efficiency, OperationHead, Roofline } from '@mantile/core';
import { attentionTimes } from './bind/attentionTimes.ts';
import { ExchangeTimes } from './bind/exchangeTimes.ts';
import { passTimes } from './bind/passTimes.ts';
import { expertsTimes, matmulTimes } from './bind/productTimes.ts';
import { stateTimes } from './bind/stateTimes.ts';
import type { ChipCalibration } from './calibration.ts';
import { checkCalibrated } from './checkCalibrated.ts';
import { chipCheck } from './chipCheck.ts';
import { busiestExperts } from './formulas/busiestExperts.ts';
import { routingImbalance } from './formulas/routingImbalance.ts';
import { launchGap } from './launchGap.ts';

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
  /**
   * Whether kernels are replayed by CUDA graphs, as engines decode; true when absent. Without them the
   * host launches each kernel while the one before runs: a kernel takes its time or the gap between two
   * launches, whichever is longer.
   */
  readonly hasCudaGraphs?: boolean | undefined;
  /**
   * Microseconds from one launch to the next without CUDA graphs, on one's own host; when absent, what
   * served requests showed of the chip's generation and the engine, about 4 to 7 on NVIDIA's.
   */
  readonly launchGapMicroseconds?: number | undefined;
  /** How unequally experts are liked: the exponent of a power law, 1 to 1.2 for real models; 0, equally, when absent; at most 2. */
  readonly routingSkew?: number | undefined;
  /**
   * Routed experts of the model, which an exchange of tokens does not know; 256 when absent. From 8 to 512
   * were measured, each 64 took about a microsecond, and more are told to go on so.
   */
  readonly routedExperts?: number | undefined;
}

const microsecond = 1e-6;

type TimedOperation = OperationHead & { readonly computeDtype?: Dtype };

/**
 * How long operations take on a chip by the formulas fitted to measurements of it, or of chips like it.
 *
 * What has not been measured in any form takes its roofline, and one launch. Element-wise work that
 * engines fuse takes its roofline alone; other work bound by memory takes 2.5 µs a kernel and reaches
 * four fifths of the bandwidth on all chips, as no such kernel was measured by itself.
 *
 * A time asked for on another chip than the calibrated one is refused (`hardware.efficiency_mismatch`):
 * `calibratedSystem` finds the calibration that belongs to a chip.
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
  const { engine, routedExperts, routingSkew = 0 } = options;
  const gap = gapMicroseconds(calibration, options) * microsecond;
  const requireChip = chipCheck(calibration);
  const matmul = matmulTimes(calibration, engine);
  const experts = expertsTimes(calibration, engine);
  const attention = attentionTimes(calibration, engine);
  const state = stateTimes(calibration, engine);
  const pass = passTimes(calibration);
  const exchanges = new ExchangeTimes(calibration, engine, routedExperts);
  const launch = pass(0) * microsecond;

  /** Seconds of an operation: as measured, else its roofline and a launch; no less than launching its kernels. */
  const seconds = (
    { kernels, computeDtype }: TimedOperation,
    measured: number | undefined,
    roofline: Roofline,
  ): number => {
    requireChip(roofline, computeDtype?.name);
    const body =
      measured === undefined
        ? launch + Math.max(roofline.computeSeconds, roofline.memorySeconds)
        : measured * microsecond;
    return Math.max(body, kernels * gap);
  };

  return {
    name: `calibrated: ${calibration.chip.name}${engine === undefined ? '' : `, ${engine}`}`,
    overlapSpan: 'operation',
    launchSeconds: Math.max(launch, gap),
    matmul: (operation, roofline, rows) => seconds(operation, matmul(operation, rows), roofline),
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
      const busiest = busiestExperts(active, localExperts, packages);
      return seconds(operation, experts(operation, pairs * imbalance, rows, busiest), roofline);
    },
    attention: (operation, roofline, sequences, queries, pairs, past) =>
      seconds(operation, attention(operation, sequences, queries, pairs, past), roofline),
    scan: (operation, roofline, sequences, tokens) =>
      seconds(operation, state(operation, sequences, tokens), roofline),
    pass(operation, roofline, rows) {
      if (operation.isFusible) return 0;
      const bytes = rows * operation.trafficBytesPerRow + operation.weightBytes;
      // All but one of several kernels only wait for their launch.
      const rest = (operation.kernels - 1) * launch;
      return seconds(operation, pass(bytes) + rest / microsecond, roofline);
    },
    gather(operation, roofline, rows) {
      const read = Math.min(rows, operation.tableRows) * operation.rowBytes;
      return seconds(operation, pass(read + rows * operation.rowBytes), roofline);
    },
    collective: (operation, payloadBytes, levels) =>
      Math.max(exchanges.seconds(operation, payloadBytes, levels), operation.kernels * gap),
    collectiveAlgorithm: (operation, payloadBytes, levels) =>
      exchanges.algorithm(operation, payloadBytes, levels),
  };
}

/** Microseconds that each kernel waits for its launch at least: none where CUDA graphs replay it. */
function gapMicroseconds(calibration: ChipCalibration, options: CalibratedOptions): number {
  const { engine, hasCudaGraphs = true, launchGapMicroseconds } = options;
  return hasCudaGraphs ? 0 : (launchGapMicroseconds ?? launchGap(calibration, engine) ?? 0);
}
