import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { PerLayerEmbeddingLayer } from './perLayerEmbedding.ts';
import { PerLayerInputLayer } from './perLayerInput.ts';

const gemma = { hiddenSize: 2560, perLayerSize: 256 };
const table = { ...gemma, numLayers: 42, vocabSize: 262_144 };
const step = { phase: 'prefill', batchSize: 1, seqLen: 10 } as const;

describe('per-layer embeddings', () => {
  test('have the parameters of Gemma 4 E4B: 7,518,069,034 of text', () => {
    const embedding = new PerLayerEmbeddingLayer(table).parameterCount.total;
    const input = new PerLayerInputLayer(gemma).parameterCount.total;
    // 262144·42·256 + 2560·42·256 + 256, and 2·2560·256 + 2560 in each layer.
    expect(embedding).toBe(2_818_572_288 + 27_525_120 + 256);
    expect(input).toBe(1_310_720 + 2_560);
    // 35 windowed attention layers of 2·2560·(2048 + 512) + 512 and 7 full ones of twice that; 42 MLPs of
    // 3·2560·10240, four norms and a scalar; the tied embedding; last norm.
    const attention = 35 * (13_107_200 + 512) + 7 * (26_214_400 + 1_024);
    const layers = 42 * (78_643_200 + 4 * 2_560 + 1 + input);
    expect(attention + layers + embedding + 262_144 * 2_560 + 2_560).toBe(7_518_069_034);
  });

  test('look up a wide row and project: tensor parallelism cuts both', () => {
    const metrics = new PerLayerEmbeddingLayer({
      ...table,
      parallelism: { tensorParallel: 4 },
    }).computeMetrics(step);
    const width = 42 * 256;
    expect(metrics.flopsPerPackage).toBe(10 * ((2 * 2560 * width) / 4 + 5 * width));
    // Ten rows of the table, a quarter of the projection, the norm.
    expect(metrics.weightReadPerPackage).toBe(2 * (10 * width + (2560 * width) / 4 + 256));
    // An all-reduce of the rows and an all-gather of the projection.
    expect(metrics.communicationBytes).toBe(2 * 10 * width * 2);
  });

  test('join a layer through two thin projections', () => {
    const metrics = new PerLayerInputLayer({
      ...gemma,
      parallelism: { tensorParallel: 4 },
    }).computeMetrics(step);
    expect(metrics.flopsPerPackage).toBe(10 * ((2 * 2 * 2560 * 256) / 4 + 5 * 2560));
    expect(metrics.communicationBytes).toBe(10 * 2560 * 2);
    // Input, 64 gates beside 64 elements of the embedding, output.
    expect(metrics.activationMemoryPerPackage).toBe(10 * (2560 + 128 + 2560) * 2);
  });

  test('refuse degrees that do not divide', () => {
    const faults: unknown[] = [];
    for (const make of [
      () => new PerLayerEmbeddingLayer({ ...table, parallelism: { tensorParallel: 5 } }),
      () => new PerLayerInputLayer({ ...gemma, parallelism: { tensorParallel: 3 } }),
    ]) {
      try {
        make();
      } catch (error) {
        if (MantileError.isInstance(error)) faults.push(...error.faults);
      }
    }
    expect(faults).toMatchObject([
      { code: 'parallelism.indivisible', path: 'parallelism.tensorParallel', value: 5 },
      { code: 'parallelism.indivisible', path: 'parallelism.tensorParallel', value: 3 },
    ]);
  });
});
