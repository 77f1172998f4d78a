import type { Model } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { model as configOf, modelIds } from '../models/model.ts';
import { refusalsOf } from './__fixtures__/faults.ts';
import { boundedModels } from './boundedModels.ts';
import { buildModel } from './buildModel.ts';

const token = { phase: 'decode', batchSize: 128, contextLen: 4095 } as const;
const layerOf = ({ blocks }: Model, name: string) =>
  blocks.find((block) => block.name === name)!.layer;

test('every model of the catalogue is built whole, nothing of it unknown', () => {
  for (const id of modelIds()) {
    const config = configOf(id);
    const { lower, upper, unknowns } = boundedModels(config);
    expect(upper.parameterCount.total, id).toBe(config.total_params);
    expect([lower === upper, unknowns], id).toEqual([true, []]);
    expect(upper.computeMetrics(token).flopsPerPackage, id).toBeGreaterThan(0);
  }
});

test('a dense model over 8 packages', () => {
  const model = buildModel(configOf('llama-3.1-70b'), { parallelism: { tensorParallel: 8 } });
  // All matrices are cut, 161 norms of 8192 elements are not.
  const norms = 161 * 8192;
  expect(model.weightMemoryPerPackage).toBe(2 * ((70_553_706_496 - norms) / 8 + norms));
  // A key and a value of 128 elements on each package, for 80 layers, 128 sequences and 4096 positions.
  expect(model.computeMetrics(token).kvCachePerPackage).toBe(2 * 128 * 2 * 80 * 128 * 4096);
});

describe('experts beside attention over groups of sequences', () => {
  const model = buildModel(configOf('deepseek-v3'), {
    parallelism: { attentionDataParallel: 64, expertParallel: 64 },
    dtypes: { weights: 'fp8', compute: 'fp8' },
  });

  test('hold 4 of 256 experts on a package, and the rest of the model whole', () => {
    const moe = layerOf(model, 'feedforward.moe');
    const expert = 3 * 7168 * 2048;
    // Shared expert, the router, which stays in bf16, and its correction in single precision.
    expect(moe.weightMemoryPerPackage).toBe(5 * expert + 256 * 7168 * 2 + 256 * 4);
    const attention = layerOf(model, 'attention');
    expect(attention.weightMemoryPerPackage).toBe(attention.parameterCount.total);
  });

  test('attend to 2 of 128 sequences on each', () => {
    // A latent of 512 and a key of 64 elements, in 2 bytes.
    expect(layerOf(model, 'attention').computeKvCache(token)).toBe(2 * 4096 * 576 * 2);
  });

  test('rest where they predict further ahead', () => {
    const loaded = model.parameterCount.total;
    const text = buildModel(configOf('deepseek-v3'), { parts: { mtp: 'absent' } });
    expect(loaded - text.parameterCount.total).toBe(13_463_426_304);
    expect(layerOf(model, 'mtp.attention').computeKvCache(token)).toBe(0);
  });
});

test('a recurrence, attention and experts share packages', () => {
  const config = configOf('qwen3-next-80b-a3b-instruct');
  const model = buildModel(config, {
    parallelism: { tensorParallel: 4, attentionDataParallel: 2, expertParallel: 8 },
  });
  expect(model.numPackages).toBe(8);
  expect(layerOf(model, 'attention.linear').parallelism).toMatchObject({
    tensorParallel: 4,
    attentionDataParallel: 2,
  });
  expect(layerOf(model, 'feedforward.moe').parallelism).toMatchObject({
    tensorParallel: 1,
    expertParallel: 8,
  });
  const places = refusalsOf(() => buildModel(config, { parallelism: { contextParallel: 2 } }));
  expect(places).toEqual([
    ['parallelism.unsupported_axis', 'layerTypes[0].parallelism.contextParallel'],
  ]);
});

test('a vision tower is held beside the text, and runs alone', () => {
  const config = configOf('qwen2.5-vl-7b-instruct');
  const text = buildModel(config, { parts: { vision: 'absent' } });
  const both = buildModel(config);
  expect(text.parameterCount.total).toBe(7_615_616_512);
  expect(both.weightMemoryPerPackage - text.weightMemoryPerPackage).toBe(2 * 676_550_144);
  expect(both.computeMetrics(token).wireBytes).toBe(text.computeMetrics(token).wireBytes);
  expect(both.computeMetrics(token).flopsPerPackage).toBe(
    text.computeMetrics(token).flopsPerPackage,
  );
  const tower = buildModel(config, { parts: { text: 'absent', vision: 'runs' } });
  expect(tower.parameterCount.total).toBe(676_550_144);
});
