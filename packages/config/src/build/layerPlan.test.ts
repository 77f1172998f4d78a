import type { Model } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { hybrid, llama, mixtral, toy } from './__fixtures__/configs.ts';
import { faultsOf } from './__fixtures__/faults.ts';
import { buildModel } from './buildModel.ts';

/** The degrees above 1 of each layer. */
function degreesOf(model: Model) {
  return Object.fromEntries(
    model.blocks.map(({ name, layer }) => [
      name,
      Object.fromEntries(Object.entries(layer.parallelism).filter(([, degree]) => degree > 1)),
    ]),
  );
}

describe('a plan reaches each layer', () => {
  test('tensor parallelism of a dense model', () => {
    const model = buildModel(llama, { parallelism: { tensorParallel: 8 } });
    expect(model.numPackages).toBe(8);
    const whole = buildModel(llama);
    // All matrices are cut by 8; 65 norms of 4096 elements are held everywhere.
    const norms = 65 * 4096 * 2;
    expect(model.weightMemoryPerPackage).toBe((whole.weightMemoryPerPackage - norms) / 8 + norms);
  });

  test('sequence parallelism, as context parallelism in attention', () => {
    const model = buildModel(llama, { parallelism: { sequenceParallel: 2, contextParallel: 2 } });
    const degrees = degreesOf(model);
    expect(degrees['attention']).toEqual({ contextParallel: 4 });
    expect(degrees['feedforward']).toEqual({ sequenceParallel: 2, contextParallel: 2 });
    expect(model.numPackages).toBe(4);
  });

  test.each([
    [
      'beside attention over groups of sequences',
      { attentionDataParallel: 8, expertParallel: 8 },
      { attentionDataParallel: 8 },
      { expertParallel: 8 },
    ],
    [
      'within tensor-parallel groups',
      { tensorParallel: 8, expertParallel: 8 },
      { tensorParallel: 8 },
      { expertParallel: 8 },
    ],
    [
      'over part of a tensor-parallel group',
      { tensorParallel: 8, expertParallel: 2 },
      { tensorParallel: 8 },
      { tensorParallel: 4, expertParallel: 2 },
    ],
    [
      'over groups of sequences first',
      { tensorParallel: 4, attentionDataParallel: 2, expertParallel: 2 },
      { tensorParallel: 4, attentionDataParallel: 2 },
      { tensorParallel: 4, expertParallel: 2 },
    ],
    [
      'then over tensor-parallel groups',
      { tensorParallel: 4, attentionDataParallel: 2, expertParallel: 8 },
      { tensorParallel: 4, attentionDataParallel: 2 },
      { expertParallel: 8 },
    ],
    [
      'over packages that share a sequence',
      { contextParallel: 4, tensorParallel: 2, expertParallel: 4 },
      { contextParallel: 4, tensorParallel: 2 },
      { tensorParallel: 2, expertParallel: 4 },
    ],
    [
      'not at all',
      { tensorParallel: 2, attentionDataParallel: 2 },
      { tensorParallel: 2, attentionDataParallel: 2 },
      { tensorParallel: 2, attentionDataParallel: 2 },
    ],
  ])('experts %s', (_what, parallelism, attention, experts) => {
    const degrees = degreesOf(buildModel(mixtral, { parallelism }));
    expect(degrees['attention']).toEqual(attention);
    expect(degrees['norm']).toEqual(attention);
    expect(degrees['feedforward.moe']).toEqual(experts);
  });

  test('experts hold what is theirs, and bring all tokens together', () => {
    const model = buildModel(mixtral, {
      parallelism: { attentionDataParallel: 8, expertParallel: 8 },
    });
    const moe = model.blocks.find(({ name }) => name === 'feedforward.moe')!.layer;
    // One of 8 experts, and the router.
    expect(moe.weightMemoryPerPackage).toBe((3 * 4096 * 14336 + 8 * 4096) * 2);
    const step = { phase: 'decode', batchSize: 64, contextLen: 1000 } as const;
    // 64 tokens, twice each, over 8 packages: 16 pairs; the router sees all tokens that were gathered.
    expect(moe.computeFlops(step)).toBe(16 * 2 * 3 * 4096 * 14336 + 64 * 2 * 4096 * 8);
    const attention = model.blocks.find(({ name }) => name === 'attention')!.layer;
    expect(attention.computeKvCache(step)).toBe((64 / 8) * 1001 * 2 * 8 * 128 * 2);
  });

  test('a recurrence beside experts and attention', () => {
    const degrees = degreesOf(
      buildModel(hybrid, {
        parallelism: { tensorParallel: 4, attentionDataParallel: 2, expertParallel: 8 },
      }),
    );
    const shared = { tensorParallel: 4, attentionDataParallel: 2 };
    expect(degrees).toMatchObject({
      attention: shared,
      'attention.mamba': shared,
      feedforward: shared,
      'feedforward.moe': { expertParallel: 8 },
    });
  });
});

describe('a plan is refused', () => {
  const refusal = (config: typeof toy, parallelism: object) =>
    faultsOf(() => buildModel(config, { parallelism }));

  test('where a recurrence would have to split a sequence, with a way out that works', () => {
    const parallelism = { tensorParallel: 2, contextParallel: 2, attentionDataParallel: 2 };
    const faults = refusal(hybrid, parallelism);
    expect(faults).toMatchObject([
      {
        code: 'parallelism.unsupported_axis',
        path: 'layerTypes[1].parallelism.contextParallel',
        value: 2,
        legal: [1],
      },
    ]);
    expect(faults[0]?.message).toContain(
      "layers: { 'attention.mamba': { parallelism: { tensorParallel: 4, attentionDataParallel: 2 } } }",
    );
    const own = { tensorParallel: 4, attentionDataParallel: 2 };
    const layers = { 'attention.mamba': { parallelism: own } };
    expect(buildModel(hybrid, { parallelism, layers }).numPackages).toBe(8);
  });

  test('where axes are the whole model’s', () => {
    expect(refusal(toy, { dataParallel: 2, pipelineParallel: 4 })).toMatchObject([
      {
        path: 'parallelism.dataParallel',
        legal: [1],
        message: expect.stringContaining('estimate()') as string,
      },
      {
        path: 'parallelism.pipelineParallel',
        legal: [1],
        message: expect.stringContaining('estimate()') as string,
      },
    ]);
  });

  test('where experts are on packages that nothing else names', () => {
    expect(refusal(mixtral, { tensorParallel: 4, expertParallel: 8 })).toMatchObject([
      {
        code: 'parallelism.indivisible',
        path: 'parallelism.expertParallel',
        value: 8,
        legal: [1, 2, 4],
      },
    ]);
    expect(refusal(mixtral, { expertParallel: 8 })).toMatchObject([{ legal: [1] }]);
  });

  test('where there are no experts', () => {
    expect(refusal(toy, { tensorParallel: 2, expertParallel: 2 })).toMatchObject([
      { code: 'parallelism.unsupported_axis', path: 'parallelism.expertParallel', legal: [1] },
    ]);
  });

  test('where a layer does not divide, of all layers at once', () => {
    expect(refusal(mixtral, { tensorParallel: 3 }).map(({ path }) => path)).toEqual([
      'layerTypes[0].parallelism.tensorParallel',
      'layerTypes[1].parallelism.tensorParallel',
    ]);
  });
});
