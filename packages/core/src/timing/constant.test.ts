import { describe, expect, test } from 'vitest';
import { faultsOf } from '../__fixtures__/faultsOf.ts';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { constantEfficiency, type EfficiencyConstants } from './constant.ts';

const layer = new ToyLayer({ parallelism: { tensorParallel: 4 } });
const roofline = {
  computeSeconds: 2e-6,
  memorySeconds: 6e-6,
  flopsPerSecond: 100e12,
  bytesPerSecond: 1e12,
};
const constants = { name: 'test', compute: 0.5, memory: 0.75 };

test('a kernel takes its launch, then the longer of computing and memory', () => {
  const efficiency = constantEfficiency({ ...constants, launchSeconds: 1e-6 });
  // 6 µs at 75 %, 2 µs at 50 %
  expect(efficiency.matmul(layer.expand, roofline, 1)).toBeCloseTo(9e-6, 12);
  const computing = { ...roofline, computeSeconds: 5e-6 };
  for (const seconds of [
    efficiency.matmul(layer.expand, computing, 1),
    efficiency.experts(layer.route, computing, 1, 1, 1),
    efficiency.attention(layer.attend, computing, 1, 1, 1, 1),
    efficiency.scan(layer.recur, computing, 1, 1),
    efficiency.gather(layer.lookUpRows, computing, 1),
  ]) {
    expect(seconds).toBeCloseTo(11e-6, 12);
  }
});

describe('element-wise passes', () => {
  test('move their activations as well', () => {
    // 1,000 rows of 48 elements of 2 bytes, read and written: 192,000 bytes, 0.192 µs at 1 TB/s
    expect(constantEfficiency(constants).pass(layer.normalise, roofline, 1000)).toBeCloseTo(
      (6e-6 + 0.192e-6) / 0.75,
      12,
    );
  });

  test('cost nothing where they are fused', () => {
    const fusible = { ...layer.normalise, isFusible: true };
    const launched = { ...constants, launchSeconds: 1e-6 };
    const fused = constantEfficiency({ ...launched, fusesPasses: true });
    expect(fused.pass(fusible, roofline, 1000)).toBe(0);
    expect(fused.pass(layer.normalise, roofline, 1000)).toBeGreaterThan(1e-6);
    expect(constantEfficiency(launched).pass(fusible, roofline, 1000)).toBeGreaterThan(1e-6);
  });
});

describe('collectives', () => {
  const [reduce] = layer.exchanges;
  const levels = [
    { packages: 4, bandwidth: 100e9, latency: 1e-6, canReduce: false, isDirect: true },
  ];

  test('take the cheapest algorithm at a share of the bandwidth, after a launch', () => {
    const efficiency = constantEfficiency({ ...constants, link: 0.5, launchSeconds: 1e-6 });
    // Two shots among 4: 2 · (1 µs + 3/4 · 1 GB at 50 GB/s)
    const seconds = 1e-6 + 2 * (1e-6 + (0.75 * 1e9) / 50e9);
    expect(efficiency.collective(reduce!, 1e9, levels)).toBeCloseTo(seconds, 12);
    expect(efficiency.collective(reduce!, 1e9, levels)).toBe(
      efficiency.collective(reduce!, 1e9, levels),
    );
    expect(efficiency.collectiveAlgorithm(reduce!, 1e9, levels)).toBe('two-shot');
    expect(efficiency.collectiveAlgorithm(reduce!, 1e3, levels)).toBe('one-shot');
  });

  test('have all of the link when nothing is said', () => {
    expect(constantEfficiency(constants).collective(reduce!, 1e9, levels)).toBeCloseTo(
      2 * (1e-6 + (0.75 * 1e9) / 100e9),
      12,
    );
  });
});

test('impossible shares are refused, all at once', () => {
  const nonsense = { name: 'x', compute: 0, memory: 1.1, link: NaN, launchSeconds: -1 };
  expect(faultsOf(() => constantEfficiency(nonsense)).map(({ path }) => path)).toEqual([
    'compute',
    'memory',
    'link',
    'launchSeconds',
  ]);
  const missing = { name: 'x' } as EfficiencyConstants;
  expect(faultsOf(() => constantEfficiency(missing)).map(({ path }) => path)).toEqual([
    'compute',
    'memory',
  ]);
});
