import { describe, expect, test } from 'vitest';
import type { ChipCalibration, KernelFitOf, MeasuredChip } from '../calibration.ts';
import { chooseFit } from './chooseFit.ts';

/** A kernel of experts that takes `launch` µs and is `median` percent off. */
function kernel(engine: string, variant: string, launch: number, median?: number) {
  const fit: KernelFitOf<'experts'> = {
    kind: 'experts',
    dtype: 'bf16',
    engine,
    variant,
    coefficients: {
      launch,
      computeEfficiency: 1,
      memoryEfficiency: 1,
      trafficEfficiency: 5,
      expertLatency: 1e-4,
      routingEfficiency: 50,
    },
    shapes: 30,
    range: '',
    heldOut: 30,
    ...(median !== undefined && { error: { median, mean: median, percentile90: 2 * median } }),
  };
  return fit;
}

const chip: MeasuredChip = {
  name: 'a chip',
  teraflops: { bf16: 1000 },
  // So fast that the fixed time is what tells kernels apart.
  gigabytesPerSecond: 1e9,
  multiprocessors: 100,
  cacheMegabytes: 0,
};

function chosen(fits: readonly KernelFitOf<'experts'>[], engine?: string): string | undefined {
  const calibration: ChipCalibration = { chip, fits };
  return chooseFit(calibration, 'experts', { dtype: 'bf16', engine })?.fit.variant;
}

test('the fit for where experts lie stands in for that of both', () => {
  const joint = kernel('a', 'one', 60, 20);
  const whole = { ...joint, placement: 'whole', shapes: 15 } as const;
  const slower = kernel('a', 'other', 9000, 20);
  const fits = [joint, whole, slower];
  const calibration: ChipCalibration = { chip, fits };
  const of = (placement?: 'whole' | 'spread') =>
    chooseFit(calibration, 'experts', { dtype: 'bf16', engine: 'a', placement })?.fit;
  expect(of('whole')).toBe(whole);
  expect(of('spread')).toBe(joint);
  expect(of()).toBe(joint);
});

describe('of several kernels', () => {
  test('that of the engine is the fastest', () => {
    const fits = [kernel('a', 'slow', 9000, 5), kernel('a', 'fast', 3000, 8)];
    expect(chosen(fits, 'a')).toBe('fast');
  });

  test('that of the engine is not one that is predicted far worse', () => {
    const fits = [kernel('a', 'slow', 9000, 5), kernel('a', 'fast', 3000, 45)];
    expect(chosen(fits, 'a')).toBe('slow');
  });

  test('one of another engine is as fast as the middle, and the best predicted of those', () => {
    const fits = [
      kernel('a', 'much faster', 300, 1),
      kernel('b', 'middle', 9000, 9),
      kernel('c', 'like the middle', 9500, 4),
      kernel('d', 'much slower', 90_000, 2),
    ];
    expect(chosen(fits, 'another')).toBe('like the middle');
  });

  test('the middle one stands for all, where no error is known', () => {
    const fits = [
      kernel('a', 'fast', 300),
      kernel('b', 'middle', 9000),
      kernel('c', 'slow', 90_000),
    ];
    expect(chosen(fits)).toBe('middle');
  });

  test('those for special shapes are passed over', () => {
    const fits = [kernel('a', 'fast_one_model', 300, 1), kernel('a', 'plain', 9000, 9)];
    expect(chosen(fits, 'a')).toBe('plain');
  });
});
