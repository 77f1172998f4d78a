import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { GatedMLPLayer } from '../feedforward/gatedMlp.ts';
import { MoELayer } from './moe.ts';
import { ParallelMoELayer } from './parallelMoe.ts';

const gemma4 = {
  hiddenSize: 2816,
  denseIntermediateSize: 2112,
  intermediateSize: 704,
  numExperts: 128,
  topK: 8,
};
const step = { phase: 'prefill', batchSize: 1, seqLen: 100 } as const;

describe('ParallelMoELayer', () => {
  test('has the parameters of Gemma 4 26B: 25,233,141,790 of text', () => {
    const { total } = new ParallelMoELayer(gemma4).parameterCount;
    // 3·2816·2112 + 128·3·2816·704 + 2816·128 + 2816 + 128 + 3·2816.
    expect(total).toBe(17_842_176 + 761_266_176 + 360_448 + 2_816 + 128 + 8_448);
    // 25 windowed attention layers of 34,603,520, 5 full ones of 49,021,952; four more norms and a scalar in
    // each of 30 layers; the tied embedding 262144·2816; last norm.
    const others = 25 * 34_603_520 + 5 * 49_021_952 + 30 * (4 * 2816 + 1) + 262_144 * 2816 + 2816;
    expect(30 * total + others).toBe(25_233_141_790);
  });

  test('is a dense network plus a mixture of experts', () => {
    const bare = { hasRouterNorm: false, hasExpertScales: false, hasBranchNorms: false };
    const both = new ParallelMoELayer({ ...gemma4, ...bare });
    const { denseIntermediateSize, ...sparse } = gemma4;
    const moe = new MoELayer(sparse);
    const mlp = new GatedMLPLayer({ hiddenSize: 2816, intermediateSize: denseIntermediateSize });
    expect(both.parameterCount.total).toBe(moe.parameterCount.total + mlp.parameterCount.total);
    expect(both.computeFlops(step)).toBe(moe.computeFlops(step) + mlp.computeFlops(step));
    expect(both.computeWeightMemoryRead(step)).toBe(
      moe.computeWeightMemoryRead(step) + mlp.computeWeightMemoryRead(step),
    );
    // Four norms at 5 FLOPs per element.
    const normed = new ParallelMoELayer(gemma4);
    expect(normed.computeFlops(step) - both.computeFlops(step)).toBe(100 * 4 * 5 * 2816);
  });

  test('refuses what divides neither branch', () => {
    let faults: unknown;
    try {
      new ParallelMoELayer({ ...gemma4, parallelism: { tensorParallel: 5 } });
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([
      {
        path: 'parallelism.tensorParallel',
        message: expect.stringContaining('denseIntermediateSize') as string,
      },
      {
        path: 'parallelism.tensorParallel',
        message: expect.stringContaining('intermediateSize') as string,
      },
    ]);
  });
});
