import { MantileError, type Fault } from '@mantile/core';
import type { CalibratedOptions } from './calibratedEfficiency.ts';
import type { ChipCalibration } from './calibration.ts';

const optionNames = ['engine', 'hasCudaGraphs', 'routingSkew'];
const mostSkew = 2;

/** Refuses what no time could be told from: no calibration, and options that it cannot honour. */
export function checkCalibrated(
  calibration: ChipCalibration | undefined,
  options: CalibratedOptions,
): void {
  if (calibration?.fits === undefined) {
    throw new MantileError([
      {
        code: 'hardware.efficiency_invalid',
        path: 'calibration',
        value: calibration,
        message:
          'expected a calibration; for a chip that was never measured there is datasheetCalibration(chip).',
      },
    ]);
  }
  const faults: Fault[] = [];
  const { engine, hasCudaGraphs = true, routingSkew = 0 } = options;
  for (const [name, value] of Object.entries(options)) {
    if (optionNames.includes(name)) continue;
    faults.push({
      code: 'option.unknown',
      path: name,
      value,
      legal: optionNames,
      message: `unknown option; expected one of ${optionNames.join(', ')}.`,
    });
  }
  const { chip, fits, eagerMicroseconds } = calibration;
  const engines = [...new Set(fits.map((fit) => fit.engine))];
  if (engine !== undefined && !engines.includes(engine)) {
    faults.push({
      code: 'option.invalid',
      path: 'engine',
      value: engine,
      legal: engines,
      message: `no kernel of this engine was measured on ${chip.name}; expected one of ${engines.join(', ')}, or none for the median of all.`,
    });
  }
  if (!(routingSkew >= 0 && routingSkew <= mostSkew)) {
    faults.push({
      code: 'option.invalid',
      path: 'routingSkew',
      value: routingSkew,
      message: `expected an exponent from 0, equally, to ${mostSkew}.`,
    });
  }
  if (!hasCudaGraphs && eagerMicroseconds === undefined) {
    faults.push({
      code: 'option.invalid',
      path: 'hasCudaGraphs',
      value: hasCudaGraphs,
      message: `launches without CUDA graphs were not measured on ${chip.name}; leave the option out, or give the calibration eagerMicroseconds.`,
    });
  }
  const [first, ...rest] = faults;
  if (first !== undefined) throw new MantileError([first, ...rest]);
}
