import { describe, expect, test } from 'vitest';
import { HashRoutedMoELayer } from './hashRoutedMoe.ts';
import { MoELayer } from './moe.ts';

const deepSeekV4Flash = {
  hiddenSize: 4096,
  intermediateSize: 2048,
  numExperts: 256,
  topK: 6,
  numSharedExperts: 1,
};
const vocabSize = 129_280;
const step = { phase: 'prefill', batchSize: 1, seqLen: 1000 } as const;

describe('HashRoutedMoELayer', () => {
  test('stores a table that is no parameter: 2,327,040 numbers in the three layers of DeepSeek-V4-Flash', () => {
    const layer = new HashRoutedMoELayer({ ...deepSeekV4Flash, vocabSize });
    // 256·3·4096·2048 + 4096·256 + 3·4096·2048.
    expect(layer.parameterCount.total).toBe(6_442_450_944 + 1_048_576 + 25_165_824);
    const table = layer.weights.find(({ isBuffer }) => isBuffer === true);
    expect(table?.shape).toEqual([129_280, 6]);
    expect(3 * 129_280 * 6).toBe(2_327_040);
    expect(layer.computeWeightMemory()).toBe(2 * 6_468_665_344 + 8 * 129_280 * 6);
  });

  test('is a mixture of experts otherwise, but for the rows it looks up', () => {
    const hashed = new HashRoutedMoELayer({ ...deepSeekV4Flash, vocabSize }).computeMetrics(step);
    const routed = new MoELayer(deepSeekV4Flash).computeMetrics(step);
    expect(hashed.flopsPerPackage).toBe(routed.flopsPerPackage);
    expect(hashed.activationMemoryPerPackage).toBe(routed.activationMemoryPerPackage);
    // Six numbers of eight bytes for each of 1000 tokens.
    expect(hashed.weightReadPerPackage - routed.weightReadPerPackage).toBeCloseTo(48_000, 3);
  });
});
