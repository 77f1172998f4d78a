import type { Model } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { model as configOf } from '../models/model.ts';
import { buildModel } from './buildModel.ts';

const weightsOf = (model: Model): number => model.weightMemoryPerPackage;
const moeOf = ({ blocks }: Model) => blocks.find(({ name }) => name.startsWith('feedforward.moe'))!;

const elementsOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** Bytes of a model in 16 bits: two for each parameter, two more for those in fp32, eight for entries of tables. */
function inSixteenBits(id: string): number {
  const model = buildModel(configOf(id));
  const extra = model.blocks.flatMap(({ layer, count }) =>
    layer.weights.map(({ shape, dtype }) => {
      const bytes = { fp32: 2, int64: 8 }[dtype?.name ?? ''] ?? 0;
      return count * bytes * elementsOf(shape);
    }),
  );
  return extra.reduce((sum, bytes) => sum + bytes, 2 * model.parameterCount.total);
}

describe('a checkpoint that stores packed weights', () => {
  test.each([
    ['gpt-oss-120b', 233.66],
    ['deepseek-v3', 1369],
    ['kimi-k2.5', 2054],
    ['deepseek-v4-flash', 581.9],
  ])('%s is held in 16 bits where that is asked for: %f GB', (id, gigabytes) => {
    const asked = buildModel(configOf(id), { dtype: 'bf16' });
    expect(weightsOf(asked)).toBe(inSixteenBits(id));
    expect(Math.abs(weightsOf(asked) / 1e9 / gigabytes - 1)).toBeLessThan(5e-4);
    expect(weightsOf(buildModel(configOf(id), { dtypes: { weights: 'bf16' } }))).toBe(
      weightsOf(asked),
    );
    expect(weightsOf(buildModel(configOf(id)))).toBeLessThan(0.6 * weightsOf(asked));
  });

  const stored = buildModel(configOf('gpt-oss-120b'));

  test('keeps its formats where others are asked for', () => {
    const model = buildModel(configOf('gpt-oss-120b'), { dtypes: { kvCache: 'fp8' } });
    expect(weightsOf(model)).toBe(weightsOf(stored));
    const deepseek = buildModel(configOf('deepseek-v3'), { dtypes: { kvCache: 'fp8' } });
    expect(weightsOf(deepseek)).toBe(weightsOf(buildModel(configOf('deepseek-v3'))));
    expect(moeOf(deepseek).layer.dtypes).toMatchObject({
      weights: { name: 'fp8_block' },
      compute: { name: 'fp8' },
      kvCache: { name: 'fp8' },
    });
  });

  test('is changed in one layer alone, down to its experts', () => {
    const { layer: packed, count } = moeOf(stored);
    const asked = buildModel(configOf('gpt-oss-120b'), {
      layers: { 'feedforward.moe': { dtypes: { weights: 'bf16' } } },
    });
    const grown = moeOf(asked).layer.weightMemoryPerPackage - packed.weightMemoryPerPackage;
    expect(grown).toBeGreaterThan(packed.weightMemoryPerPackage);
    expect(weightsOf(asked) - weightsOf(stored)).toBe(count * grown);
  });

  test('keeps what is said of experts and routers beside', () => {
    const options = { layers: { 'feedforward.moe': { specs: { expertDtype: 'fp8' } } } };
    const experts = (model: Model) =>
      moeOf(model).layer.weights.map(({ name, dtype }) => [name, dtype?.name] as const);
    const own = buildModel(configOf('gpt-oss-120b'), { dtype: 'bf16', ...options });
    expect(experts(own).filter(([, dtype]) => dtype === 'fp8')).not.toHaveLength(0);
    const routed = { 'feedforward.moe': { specs: { routerDtype: 'fp32' } } };
    const router = buildModel(configOf('deepseek-v3'), { dtype: 'bf16', layers: routed });
    expect(experts(router).find(([name]) => /router|gate/.test(name))?.[1]).toBe('fp32');
  });

  test('can be held in fewer bits than it is stored in', () => {
    const narrow = buildModel(configOf('deepseek-v3'), { dtypes: { weights: 'int4' } });
    expect(weightsOf(narrow)).toBeLessThan(0.51 * weightsOf(buildModel(configOf('deepseek-v3'))));
  });
});
