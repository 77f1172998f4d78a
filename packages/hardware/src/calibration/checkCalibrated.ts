import { MantileError, type Fault } from '@mantile/core';
import type { CalibratedOptions } from './calibratedEfficiency.ts';
import type { ChipCalibration } from './calibration.ts';
import { launchGap, launchGapGenerations } from './launchGap.ts';

const optionNames = [
  'engine',
  'hasCudaGraphs',
  'launchGapMicroseconds',
  'routingSkew',
  'routedExperts',
] as const satisfies readonly (keyof CalibratedOptions)[];
const mostSkew = 2;
/** Some models have a thousand. */
const mostExperts = 4096;
/** A host that takes a millisecond for a launch has another problem. */
const mostGap = 1000;

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
  requireOptions(options);
  const faults: Fault[] = [];
  const { engine, hasCudaGraphs = true, launchGapMicroseconds, routingSkew = 0 } = options;
  for (const [name, value] of Object.entries(options)) {
    if (optionNames.some((known) => known === name)) continue;
    faults.push({
      code: 'option.unknown',
      path: name,
      value,
      legal: optionNames,
      message: `unknown option; expected one of ${optionNames.join(', ')}.`,
    });
  }
  const { chip, fits } = calibration;
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
  if (!(typeof routingSkew === 'number' && routingSkew >= 0 && routingSkew <= mostSkew)) {
    faults.push({
      code: 'option.invalid',
      path: 'routingSkew',
      value: routingSkew,
      message: `expected a number: an exponent from 0, equally, to ${mostSkew}.`,
    });
  }
  const { routedExperts = 1 } = options;
  if (!(
    Number.isSafeInteger(routedExperts) &&
    routedExperts >= 1 &&
    routedExperts <= mostExperts
  )) {
    faults.push({
      code: 'option.invalid',
      path: 'routedExperts',
      value: routedExperts,
      message: `expected a whole number from 1 to ${mostExperts}; leave it out for a typical model.`,
    });
  }
  if (typeof hasCudaGraphs !== 'boolean') {
    faults.push({
      code: 'option.invalid',
      path: 'hasCudaGraphs',
      value: hasCudaGraphs,
      message: 'expected true or false.',
    });
  }
  if (launchGapMicroseconds !== undefined) {
    const isGap =
      typeof launchGapMicroseconds === 'number' &&
      launchGapMicroseconds > 0 &&
      launchGapMicroseconds < mostGap;
    if (!isGap || hasCudaGraphs) {
      faults.push({
        code: 'option.invalid',
        path: 'launchGapMicroseconds',
        value: launchGapMicroseconds,
        message: `expected a number: microseconds from one launch to the next, above 0 and below ${mostGap}, together with hasCudaGraphs: false.`,
      });
    }
  } else if (!hasCudaGraphs && launchGap(calibration, engine) === undefined) {
    faults.push({
      code: 'option.invalid',
      path: 'hasCudaGraphs',
      value: hasCudaGraphs,
      message: `how fast a host launches kernels on ${chip.name} is not known, only for ${launchGapGenerations}; give launchGapMicroseconds, or leave the option out.`,
    });
  }
  const [first, ...rest] = faults;
  if (first !== undefined) throw new MantileError([first, ...rest]);
}

function requireOptions(value: unknown): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  const message = "expected an object, such as { engine: 'vllm' }.";
  throw new MantileError([{ code: 'option.invalid', path: 'options', value, message }]);
}
