import { describe, expect, test } from 'vitest';
import type { MeasuredChip } from '../calibration.ts';
import { experts } from '../formulas/experts.ts';
import { kernelRates } from '../kernelRates.ts';
import type { MeasurementOf } from '../measurements/measurement.ts';
import { fitAll } from './fitAll.ts';

const chip: MeasuredChip = {
  name: 'a chip',
  teraflops: { bf16: 1000 },
  gigabytesPerSecond: 3000,
  multiprocessors: 100,
  cacheMegabytes: 0,
};

/** Launches of experts over so many packages, as a kernel with this fixed time would take. */
function launches(packages: number, launch: number, models: number) {
  const coefficients = {
    launch,
    computeEfficiency: 0.6,
    memoryEfficiency: 0.8,
    trafficEfficiency: 0.9,
    expertLatency: 0.1,
    routingEfficiency: 0.3,
  };
  const found: MeasurementOf<'experts'>[] = [];
  for (let model = 1; model <= models; model += 1) {
    for (const tokens of [8, 64, 512, 4096]) {
      const pairs = (tokens * 8) / packages;
      const elements = 3 * 1024 * model * 768;
      const sizes = {
        pairs,
        tokens,
        active: Math.min(128 / packages, pairs),
        elements,
        weightBytesPerExpert: 2 * elements,
        widths: 3 * (1024 * model + 768),
        activationBytes: 2,
      };
      found.push({
        kind: 'experts',
        dtype: 'bf16',
        engine: 'vllm',
        variant: 'a kernel',
        shape: [tokens, model, packages].join(),
        placement: packages > 1 ? 'spread' : 'whole',
        sizes,
        microseconds: experts.microseconds(coefficients, sizes, kernelRates(chip, 'bf16')),
      });
    }
  }
  return found;
}

function placements(...measurements: readonly MeasurementOf<'experts'>[]) {
  return fitAll(measurements, chip).fits.map(({ placement }) => placement);
}

describe('experts on one package, and over several', () => {
  test('get a fit of their own where kernels differ', () => {
    const found = fitAll([...launches(1, 10, 8), ...launches(4, 150, 8)], chip).fits;
    expect(found.map(({ placement }) => placement)).toEqual([undefined, 'whole', 'spread']);
    const [, whole, spread] = found.map(({ coefficients }) =>
      'launch' in coefficients ? coefficients.launch : NaN,
    );
    expect(whole).toBeLessThan(30);
    expect(spread).toBeGreaterThan(100);
    expect(found.map(({ shapes }) => shapes)).toEqual([64, 32, 32]);
  });

  test('share one where few of either were measured', () => {
    expect(placements(...launches(1, 10, 8), ...launches(4, 150, 3))).toEqual([undefined]);
  });

  test('share one where their times follow one kernel, noise included', () => {
    const noisy = [...launches(1, 40, 8), ...launches(4, 40, 8)].map((one, index) => ({
      ...one,
      microseconds: one.microseconds * (1 + 0.1 * Math.sin(7 * index)),
    }));
    expect(placements(...noisy)).toEqual([undefined]);
  });
});
