import { describe, expect, test } from 'vitest';
import { buildModel } from '../build/buildModel.ts';
import { llama_3_1_8b } from '../models/each.ts';
import { expandManifest } from './expandManifest.ts';
import { manifestExamples } from './manifestExamples.ts';

const steps = [
  { phase: 'prefill', batchSize: 2, seqLen: 1000 },
  { phase: 'decode', batchSize: 4, contextLen: 1000 },
] as const;

/** A model that ends with some layers. */
const ending = (layers: string, more = '') => `
embedder: { type: token, vocab_size: 100, d_model: 16 }
topology:
  type: StackedTopology
  layers:
    - { type: AttentionLayer, d_model: 16, n_heads: 4${more} }
${layers.replace(/^/gm, '    ')}
`;
const head = (dIn: number, dOut: number, more = '') =>
  `- { type: LinearLayer, d_in: ${dIn}, d_out: ${dOut}${more} }`;
const headOf = (text: string) =>
  expandManifest(text).config?.layerTypes.find(({ name }) => name === 'head');

test('a manifest of Llama 3.1 8B is the model of the catalogue', () => {
  const { config, findings } = expandManifest(manifestExamples.transformer, {
    variables: {
      d_model: 4096,
      n_layers: 32,
      n_heads: 32,
      n_kv_heads: 8,
      d_ff: 14336,
      vocab_size: 128256,
    },
  });
  expect(findings).toEqual([]);
  const [own, listed] = [buildModel(config!), buildModel(llama_3_1_8b)];
  expect(own.parameterCount).toEqual(listed.parameterCount);
  for (const step of steps) {
    const { blocks: _, ...work } = own.computeMetrics(step);
    expect(listed.computeMetrics(step)).toMatchObject(work);
  }
});

describe('the projection that a model ends with', () => {
  test('keeps its bias as the head', () => {
    expect(headOf(ending(head(16, 100)))).toMatchObject({
      class: 'LMHeadLayer',
      specs: { hiddenSize: 16, vocabSize: 100, hasBias: true },
    });
    expect(headOf(ending(head(16, 100, ', bias: false')))?.specs).toEqual({
      hiddenSize: 16,
      vocabSize: 100,
    });
  });

  test('scores every position where attention looks both ways', () => {
    const text = ending(head(16, 100), ', is_causal: false');
    expect(headOf(text)?.specs).toMatchObject({ scoresAllPositions: true });
  });

  test('is one of its kind, though others are like it', () => {
    const twice = `${head(16, 100)}\n- { type: LinearLayer, d_in: 100, d_out: 16 }\n${head(16, 100)}`;
    const { config } = expandManifest(ending(twice));
    expect(config?.layerTypes.map(({ name, class: kind, count }) => [name, kind, count])).toEqual([
      ['attention', 'AttentionLayer', 1],
      ['feedforward.linear', 'LinearLayer', 1],
      ['feedforward.linear.2', 'LinearLayer', 1],
      ['embedding', 'EmbeddingLayer', 1],
      ['head', 'LMHeadLayer', 1],
    ]);
    expect(buildModel(config!).parameterCount.total).toBe(config!.totalParams);
  });

  test.each([
    [
      'within a residual',
      `- type: ResidualTopology\n  layers:\n    - { type: MLPLayer, d_model: 16, d_ff: 100 }`,
    ],
    ['repeated', `- type: RepeatedTopology\n  repeat: 2\n  layers:\n    ${head(16, 16)}`],
    [
      'beside another',
      `- type: BranchingTopology\n  layers:\n    ${head(16, 50)}\n    ${head(16, 50)}`,
    ],
  ])('is none where it stands %s', (_where, layers) => {
    const { config, findings } = expandManifest(ending(layers));
    expect(findings).toEqual([]);
    expect(config?.layerTypes.some(({ name }) => name === 'head')).toBe(false);
  });

  test.each([
    [head(16, 10)],
    ['- { type: LoRALinearLayer, d_in: 16, d_out: 10, rank: 2, alpha: 4 }'],
    ['- { type: LMHeadLayer, d_model: 16, vocab_size: 10 }'],
  ])('as wide as no vocabulary is told: %s', (layers) => {
    const { findings, config } = expandManifest(ending(layers));
    expect(findings).toMatchObject([
      { severity: 'warning', code: 'manifest.head_size', line: 7, path: 'topology.layers[1]' },
    ]);
    expect(findings[0]?.message).toContain('10 elements, and the vocabulary has 100');
    expect(config?.vocabSize).toBe(100);
  });
});

describe('without an embedder', () => {
  const inside = (type: string, ...layers: readonly string[]) =>
    `topology:\n  type: ${type}\n  layers:\n${layers.map((layer) => `    ${layer}\n`).join('')}`;
  const codes = (text: string) =>
    expandManifest(text).findings.map(({ code, path }) => `${code} ${path}`);

  test('what does not fit is found all the same', () => {
    expect(codes(inside('ResidualTopology', head(512, 256)))).toContain('manifest.width topology');
    const behind = '- { type: DropoutLayer, p: 0.1 }';
    expect(codes(inside('ResidualTopology', behind, head(512, 256)))).toContain(
      'manifest.width topology',
    );
    expect(codes(inside('ParallelTopology', head(512, 256), head(300, 256)))).toContain(
      'manifest.width topology.layers[1]',
    );
    const nested = `- type: ResidualTopology\n      layers:\n        ${head(512, 256)}`;
    expect(codes(inside('StackedTopology', nested))).toContain('manifest.width topology.layers[0]');
    expect(codes(`${inside('RepeatedTopology', head(512, 256))}  repeat: 2\n`)).toContain(
      'manifest.width topology',
    );
  });

  test('what fits is not', () => {
    const fits = inside('ResidualTopology', head(512, 256), head(256, 512));
    expect(codes(fits).filter((found) => found.startsWith('manifest.width'))).toEqual([]);
  });
});
