import { resolveParallelism } from '@mantile/core';
import { GatedMLPLayer, MoELayer } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { reshardingOf } from './reshardingLayer.ts';

const sizes = { hiddenSize: 64, intermediateSize: 128 };
const experts = { ...sizes, numExperts: 8, topK: 2 };
const step = { phase: 'decode', batchSize: 16, contextLen: 10 } as const;

describe('between layers that share tokens otherwise', () => {
  test('what is spread alike needs nothing', () => {
    const parallelism = { tensorParallel: 2, attentionDataParallel: 4 };
    const layer = new GatedMLPLayer({ ...sizes, parallelism });
    expect(reshardingOf(layer, resolveParallelism(parallelism), 64)).toBeUndefined();
  });

  test('a layer that all packages share gathers the tokens of the groups', () => {
    const plan = resolveParallelism({ tensorParallel: 2, attentionDataParallel: 4 });
    const layer = new GatedMLPLayer({ ...sizes, parallelism: { tensorParallel: 8 } });
    const between = reshardingOf(layer, plan, 64)!;
    expect(between.spec).toEqual({ hiddenSize: 64, packages: 4, stride: 2 });
    // All 16 tokens of 64 elements in 16 bits end up on every package, a quarter of them was there.
    const metrics = between.computeMetrics(step);
    expect(metrics.communicationBytes).toBe(16 * 64 * 2);
    expect(metrics.wireBytes).toBe((16 * 64 * 2 * 3) / 4);
  });

  test('a layer that splits the batch further gives its results back', () => {
    const plan = resolveParallelism({ tensorParallel: 8 });
    const layer = new GatedMLPLayer({ ...sizes, parallelism: { attentionDataParallel: 8 } });
    const between = reshardingOf(layer, plan, 64)!;
    expect(between.spec).toEqual({ hiddenSize: 64, packages: 8, stride: 1 });
    expect(between.computeMetrics(step).communicationBytes).toBe(16 * 64 * 2);
  });

  test('experts that gather tokens count as groups, and not where all packages have all tokens', () => {
    const parallelism = { expertParallel: 8 };
    const gathering = new MoELayer({ ...experts, parallelism });
    const groups = resolveParallelism({ attentionDataParallel: 8 });
    expect(reshardingOf(gathering, groups, 64)).toBeUndefined();
    const summing = new MoELayer({ ...experts, dispatch: 'allReduce', parallelism });
    expect(reshardingOf(summing, resolveParallelism({ tensorParallel: 8 }), 64)).toBeUndefined();
    const mixed = resolveParallelism({ tensorParallel: 2, attentionDataParallel: 4 });
    expect(reshardingOf(gathering, mixed, 64)?.spec).toMatchObject({ packages: 2, stride: 1 });
  });
});
