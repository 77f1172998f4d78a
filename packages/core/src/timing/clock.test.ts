import { describe, expect, test } from 'vitest';
import { faultsOf } from '../__fixtures__/faultsOf.ts';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { toyChip, toySystem } from '../__fixtures__/toySystem.ts';
import { asSystem } from '../hardware/asSystem.ts';
import { standardDtypes } from '../dtype.ts';
import { Clock } from './clock.ts';
import { constantEfficiency } from './constant.ts';
import type { Efficiency, Roofline } from './efficiency.ts';
import { idealEfficiency } from './ideal.ts';

const layer = new ToyLayer({ parallelism: { tensorParallel: 4 } });
const { bf16, fp8, fp32 } = standardDtypes;
// 1 MB of weights: 1 µs at 1 TB/s; 1e5 FLOPs a row: 1 ns at 100 TFLOP/s.
const product = {
  ...layer.expand,
  flopsPerRow: 1e5,
  weightBytes: 1e6,
  computeDtype: bf16,
} as const;
/** An efficiency of ones that overlaps within each operation alone. */
const perOperation: Efficiency = { ...idealEfficiency, name: 'each', overlapSpan: 'operation' };

describe('the roofline of an operation', () => {
  test('is handed to the efficiency with its peaks', () => {
    const seen: Roofline[] = [];
    const spy: Efficiency = {
      ...idealEfficiency,
      matmul: (_, roofline) => seen.push({ ...roofline }),
      gather: (_, roofline) => seen.push({ ...roofline }),
    };
    const clock = new Clock(asSystem(toyChip), spy);
    clock.matmul(product, 1000);
    clock.matmul({ ...product, computeDtype: fp8 }, 1000);
    clock.gather({ ...layer.lookUpRows, rowBytes: 1e6, tableRows: 3 }, 7);
    const [bf, eight, gathered] = seen;
    expect(bf).toMatchObject({ flopsPerSecond: 100e12, bytesPerSecond: 1e12 });
    expect(bf?.computeSeconds).toBeCloseTo(1e-6, 15);
    expect(bf?.memorySeconds).toBeCloseTo(1e-6, 15);
    expect(eight?.computeSeconds).toBeCloseTo(0.5e-6, 15);
    expect(gathered).toMatchObject({ computeSeconds: 0, flopsPerSecond: 0 });
    expect(gathered?.memorySeconds).toBeCloseTo(3e-6, 15);
  });

  test('runs at the fallback of a format that the chip lacks, and is refused without one', () => {
    const clock = new Clock(asSystem(toyChip), idealEfficiency);
    clock.matmul({ ...product, computeDtype: standardDtypes.nvfp4 }, 1000);
    expect(clock.computeSeconds).toBeCloseTo(1e-6, 15);
    expect(
      faultsOf(() => {
        clock.matmul({ ...product, computeDtype: fp32 }, 1000);
      })[0]?.code,
    ).toBe('hardware.dtype_missing');
  });

  test('counts what attention and recurrences read and write', () => {
    const clock = new Clock(asSystem(toyChip), idealEfficiency);
    // 2 sequences × 1,000 B: 5 entries read, 3 written
    clock.attention({ ...layer.attend, stateBytesPerPosition: 1000 }, 2, 3, 10, 5, 3);
    expect([clock.loadSeconds, clock.storeSeconds]).toEqual([1e-8, 6e-9]);
    clock.reset();
    clock.scan({ ...layer.recur, stateBytes: 1000, weightBytes: 500 }, 2, 3, true);
    expect([clock.loadSeconds, clock.storeSeconds]).toEqual([2.5e-9, 2e-9]);
    clock.reset();
    clock.scan({ ...layer.recur, stateBytes: 1000, weightBytes: 500 }, 2, 3, false);
    expect([clock.loadSeconds, clock.storeSeconds]).toEqual([5e-10, 2e-9]);
  });
});

describe('composition', () => {
  /** One operation that only computes for 3 µs, one that only loads for 2 µs. */
  function run(efficiency: Efficiency, overlap: 'none' | 'full' = 'none'): Clock {
    const clock = new Clock(toySystem, efficiency, overlap);
    clock.matmul({ ...product, weightBytes: 0 }, 3000);
    clock.matmul({ ...product, flopsPerRow: 0, weightBytes: 2e6 }, 1);
    return clock;
  }

  test('over a layer, arithmetic and memory traffic overlap: the longer counts', () => {
    const clock = run(idealEfficiency);
    expect(clock.bodySeconds).toBeCloseTo(3e-6, 15);
    expect(clock.operationSeconds).toBeCloseTo(5e-6, 15);
    expect(clock.bounds.overhead).toBe(0);
  });

  test('over an operation each takes the longer of its own: the sum counts', () => {
    const clock = run(perOperation);
    expect(clock.bodySeconds).toBeCloseTo(5e-6, 15);
    // 3 µs of computing, 2 µs of loading, and nothing was launched.
    expect(clock.bounds.compute).toBeCloseTo(3e-6, 15);
    expect(clock.bounds.memory).toBeCloseTo(2e-6, 15);
    expect(clock.bounds.overhead).toBe(0);
  });

  test.each([
    ['none', 3e-6, 4e-6],
    ['full', 3e-6, 3e-6],
  ] as const)('communication with overlap %s', (overlap, body, wallClock) => {
    const clock = run(idealEfficiency, overlap);
    // Next to no bytes: 1 µs of latency
    clock.collective({ ...layer.exchanges[0]!, bytesPerRow: 1e-6 }, 1);
    expect(clock.bodySeconds).toBeCloseTo(body, 12);
    expect(clock.wallClockSeconds).toBeCloseTo(wallClock, 12);
  });

  test('long communication shows even when it overlaps', () => {
    const clock = run(idealEfficiency, 'full');
    clock.collective({ ...layer.exchanges[0]!, bytesPerRow: 1e6 }, 1);
    // 1 µs and 1 MB at 100 GB/s
    expect(clock.wallClockSeconds).toBeCloseTo(11e-6, 12);
  });

  test('layers follow each other, each as often as it occurs, and never overlap', () => {
    const clock = new Clock(toySystem, idealEfficiency, 'full');
    clock.enterLayer('computing', 10);
    clock.matmul({ ...product, weightBytes: 0 }, 3000);
    clock.enterLayer('loading', 5);
    clock.matmul({ ...product, flopsPerRow: 0, weightBytes: 2e6 }, 1);
    clock.enterLayer('talking', 2);
    clock.collective({ ...layer.exchanges[0]!, bytesPerRow: 1e6 }, 1);
    expect(clock.computeSeconds).toBeCloseTo(30e-6, 12);
    expect(clock.loadSeconds).toBeCloseTo(10e-6, 12);
    expect(clock.bodySeconds).toBeCloseTo(40e-6, 12);
    expect(clock.communicationSeconds).toBeCloseTo(22e-6, 12);
    expect(clock.wallClockSeconds).toBeCloseTo(62e-6, 12);
  });

  test('a reset clock stands at zero', () => {
    const clock = run(perOperation);
    clock.enterLayer('next', 3);
    clock.collective(layer.exchanges[0]!, 1);
    clock.reset();
    const { wallClockSeconds, bodySeconds, operationSeconds } = clock;
    expect([wallClockSeconds, bodySeconds, operationSeconds]).toEqual([0, 0, 0]);
    expect(clock.bounds).toMatchObject({ compute: 0, memory: 0, overhead: 0 });
    expect([clock.computeSeconds, clock.loadSeconds, clock.communicationSeconds]).toEqual([
      0, 0, 0,
    ]);
    expect([clock.flops, clock.kernels, clock.payloadBytes]).toEqual([0, 0, 0]);
    expect(run(perOperation).wallClockSeconds).toBeCloseTo(5e-6, 15);
  });
});

describe('an efficiency', () => {
  test('that is too good is held to the roofline', () => {
    const impossible: Efficiency = {
      ...perOperation,
      matmul: () => 0,
      collective: () => 0,
    };
    const clock = new Clock(toySystem, impossible);
    clock.matmul(product, 2000);
    clock.collective({ ...layer.exchanges[0]!, bytesPerRow: 1e6 }, 1);
    expect(clock.bodySeconds).toBeCloseTo(2e-6, 15);
    expect(clock.communicationSeconds).toBeCloseTo(11e-6, 12);
  });

  test('of launches adds up kernel by kernel', () => {
    const efficiency = constantEfficiency({
      name: 'launches',
      compute: 1,
      memory: 1,
      launchSeconds: 1e-5,
    });
    const clock = new Clock(toySystem, efficiency);
    clock.matmul(product, 1000);
    clock.matmul({ ...product, kernels: 3 }, 1000);
    expect(clock.bodySeconds).toBeCloseTo(2e-6 + 4e-5, 12);
    expect(clock.bounds.overhead).toBeCloseTo(4e-5, 12);
  });
});
