import { createLayerRegistry } from '@mantile/core';
import { SwiGLULayer } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../build/buildModel.ts';
import { encodeModelConfig } from '../codec/encodeModelConfig.ts';
import { validateModelConfig } from '../validate/validateModelConfig.ts';
import { expandManifest, type ManifestOptions } from './expandManifest.ts';
import { manifestExamples } from './manifestExamples.ts';

/** What is found, shortly. */
const found = (text: string, options: ManifestOptions = {}) =>
  expandManifest(text, options).findings.map(
    ({ code, line, column, path }) => `${line}:${column} ${code} ${path}`,
  );

describe.each(Object.entries(manifestExamples))('the example "%s"', (_, text) => {
  test('expands to a valid config, and builds', () => {
    const { config, findings } = expandManifest(text);
    expect(findings).toEqual([]);
    expect(validateModelConfig(encodeModelConfig(config!)).errors).toEqual([]);
    expect(buildModel(config!).parameterCount.total).toBe(config!.totalParams);
  });
});

test('a manifest is the config of its parts', () => {
  const { config } = expandManifest(manifestExamples.transformer, {
    variables: { n_layers: 3, vocab_size: 100 },
  });
  const [d, f] = [512, 2048];
  expect(config).toEqual({
    modelId: 'transformer',
    name: 'transformer',
    hiddenSize: d,
    numLayers: 3,
    vocabSize: 100,
    totalParams: 3 * (2 * d * d + (2 * d * d) / 4 + 3 * d * f + 2 * d) + d + 2 * 100 * d,
    totalParamsFormatted: '11.5M',
    layerTypes: [
      {
        name: 'attention',
        class: 'GroupedQueryAttentionLayer',
        count: 3,
        supported: true,
        specs: { mode: 'gqa', hiddenSize: d, numHeads: 8, numKvHeads: 2, ropeEnabled: true },
      },
      {
        name: 'feedforward',
        class: 'SwiGLULayer',
        count: 3,
        supported: true,
        specs: { hiddenSize: d, intermediateSize: f },
      },
      { name: 'norm', class: 'RMSNormLayer', count: 7, supported: true, specs: { hiddenSize: d } },
      {
        name: 'embedding',
        class: 'EmbeddingLayer',
        count: 1,
        supported: true,
        specs: { vocabSize: 100, hiddenSize: d },
      },
      {
        name: 'head',
        class: 'LMHeadLayer',
        count: 1,
        supported: true,
        specs: { hiddenSize: d, vocabSize: 100 },
      },
    ],
    validated: false,
    validationNotes: 'Expanded from a manifest.',
  });
});

const norm = (width: number | string) => `{ type: RMSNormLayer, d_model: ${width} }`;
const line = (type: string, ...layers: readonly string[]) =>
  `{ type: ${type}, layers: [${layers.join(', ')}] }`;
const project = (dIn: number, dOut: number) =>
  `{ type: LinearLayer, d_in: ${dIn}, d_out: ${dOut} }`;

describe('topologies', () => {
  const countsOf = (topology: string) =>
    expandManifest(`topology: ${topology}`).config?.layerTypes.map(({ name, count }) => [
      name,
      count,
    ]);

  test('repeat what is in them, also within one another', () => {
    const inner = `{ type: NestedTopology, repeat: 3, layers: [${norm(8)}] }`;
    expect(
      countsOf(`{ type: RepeatedTopology, repeat: 4, layers: [${inner}, ${norm(8)}] }`),
    ).toEqual([['norm', 16]]);
  });

  test('tell layers of one kind apart by their sizes', () => {
    const layers = [norm(8), project(8, 16), norm(16), project(16, 8), norm(8)];
    expect(countsOf(line('StackedTopology', ...layers))).toEqual([
      ['feedforward.linear', 1],
      ['feedforward.linear.2', 1],
      ['norm', 2],
      ['norm.2', 1],
    ]);
  });

  test.each([
    ['stacked', line('StackedTopology', project(8, 16), norm(16)), []],
    [
      'stacked, not fitting',
      line('StackedTopology', project(8, 16), norm(8)),
      ['1:88 manifest.width topology.layers[1]'],
    ],
    [
      'residual',
      line('StackedTopology', norm(8), line('ResidualTopology', project(8, 16), project(16, 8))),
      [],
    ],
    [
      'residual that widens',
      line('StackedTopology', norm(8), line('ResidualTopology', project(8, 16))),
      ['1:81 manifest.width topology.layers[1]'],
    ],
    [
      'repeated that widens',
      line(
        'StackedTopology',
        norm(8),
        `{ type: RepeatedTopology, repeat: 2, layers: [${project(8, 16)}] }`,
      ),
      ['1:81 manifest.width topology.layers[1]'],
    ],
    [
      'parallel',
      line('StackedTopology', line('ParallelTopology', project(8, 16), project(8, 16)), norm(16)),
      [],
    ],
    [
      'parallel of two widths',
      line('ParallelTopology', project(8, 16), project(8, 32)),
      ['1:11 manifest.width topology'],
    ],
    [
      'branching',
      line('StackedTopology', line('BranchingTopology', project(8, 16), project(8, 32)), norm(48)),
      [],
    ],
    [
      'branching, not fitting',
      line(
        'StackedTopology',
        norm(8),
        line('BranchingTopology', project(8, 16), project(9, 32)),
        norm(48),
      ),
      ['1:160 manifest.width topology.layers[1].layers[1]'],
    ],
    [
      'through dropout',
      line('StackedTopology', norm(8), '{ type: DropoutLayer, p: 0 }', norm(9)),
      ['1:111 manifest.width topology.layers[2]'],
    ],
  ])('check widths: %s', (_what, topology, expected) => {
    const all = found(`topology: ${topology}`).filter((each) => !each.includes('no_vocabulary'));
    expect(all).toEqual(expected);
  });
});

describe('variables', () => {
  const of = (section: string, width = '"${d}"') =>
    `variables: ${section}\ntopology: ${line('StackedTopology', norm(width))}\n`;
  const sizeOf = (text: string, options = {}) => expandManifest(text, options).config?.hiddenSize;

  test('stand for others, and the caller sets them anew', () => {
    const text = of('{ d: "${wide}", wide: 32 }');
    expect(sizeOf(text)).toBe(32);
    expect(sizeOf(text, { variables: { wide: 64 } })).toBe(64);
    expect(sizeOf(text, { variables: { d: 16, wide: 1 } })).toBe(16);
  });

  test('come from presets, which go before the rest, and the caller before these', () => {
    const text = `presets: { big: { d: 128 } }\n${of('{ d: 8 }')}`;
    expect(sizeOf(text)).toBe(8);
    expect(sizeOf(text, { preset: 'big' })).toBe(128);
    expect(sizeOf(text, { preset: 'big', variables: { d: 4 } })).toBe(4);
    expect(found(text, { preset: 'bug' })[0]).toBe('1:10 manifest.unknown_preset presets');
  });

  test('stand within texts, and for lists', () => {
    const text =
      'name: toy-${d}\nvariables:\n  d: 64\n  targets: [q, "${last}"]\n  last: o\n' +
      'topology:\n  type: StackedTopology\n  layers:\n    - type: AttentionLayer\n      d_model: ${d}\n      n_heads: 4\n      lora_rank: 2\n      lora_targets: ${targets}\n';
    const { config } = expandManifest(text);
    expect(config).toMatchObject({
      modelId: 'toy-64',
      layerTypes: [{ specs: { loraTargets: ['q', 'o'] } }],
    });
  });

  test.each([
    [
      'that nothing sets',
      of('{ e: 8 }'),
      {},
      '2:76 manifest.undefined_variable topology.layers[0].d_model',
    ],
    ['in a circle', of('{ d: "${e}", e: "${d}" }'), {}, '1:14 manifest.variable_cycle variables.d'],
    [
      'that are arithmetic',
      of('{ d: 8 }', '"${d * 2}"'),
      {},
      '2:76 manifest.undefined_variable topology.layers[0].d_model',
    ],
    ['that nothing uses', of('{ d: 8, e: 9 }'), {}, '1:20 manifest.unused_variable variables.e'],
    [
      'that nothing uses, from outside',
      of('{ d: 8 }'),
      { variables: { dd: 9 } },
      '1:1 manifest.unknown_variable variables.dd',
    ],
    ['of no name', of('{ d: 8, 9: 9 }'), {}, '1:20 manifest.variable_name variables.9'],
    [
      'that are no value',
      of('{ d: 8 }'),
      { variables: { d: NaN } },
      '1:14 manifest.variable_value variables.d',
    ],
    ['of the wrong type', of('{ d: eight }'), {}, '2:76 spec.invalid topology.layers[0].d_model'],
  ])('are refused: %s', (_what, text, options, expected) => {
    const all = found(text, options);
    expect(all).toContain(expected);
  });
});

describe('findings', () => {
  test('come all at once, each with its place and what to do', () => {
    const text = `name: toy
topologie: 3
model:
  type: TransformerModel
  embedder:
    type: tokens
  topology:
    type: StackedTopology
    layer: []
    layers:
      - type: AttentionLayer
        d_modell: 64
        n_heads: 8
      - type: AttentionLayer
        mode: gka
      - type: SwiGLU
      - type: AttentionLayer
        d_model: 64
        n_heads: 8
        n_kv_heads: 2
      - type: MoELayer
        d_model: 64
        hidden_size: 64
        num_experts: 4
        top_k: 8
        d_ff: 64
      - type: MoELayer
        d_model: 64
        num_experts: 4
        top_k: 8
        d_ff: 64
`;
    const { config, findings } = expandManifest(text);
    expect(config).toBeUndefined();
    expect(findings.map(({ line: at, column, code, fix }) => [at, column, code, fix])).toEqual([
      [2, 1, 'manifest.unknown_key', 'Rename it to "topology".'],
      [6, 11, 'manifest.unknown_type', 'Use one of token, patch.'],
      [9, 5, 'manifest.unknown_key', 'Rename it to "layers".'],
      [12, 9, 'manifest.unknown_key', 'Rename it to "d_model".'],
      [15, 15, 'manifest.unknown_mode', 'Use one of standard, gqa, decoupled.'],
      [16, 15, 'manifest.unknown_type', 'Use "SwiGLULayer".'],
      [20, 9, 'manifest.unknown_key', 'Set mode: gqa.'],
      [23, 9, 'manifest.key_twice', 'Keep one of them.'],
      [30, 16, 'spec.invalid', 'Correct the value.'],
    ]);
    expect(findings.at(-1)?.message).toBe('top_k must be at most num_experts: 8 is more than 4.');
  });

  test('name a missing key as manifests do', () => {
    const { findings } = expandManifest(
      `topology: ${line('StackedTopology', '{ type: SwiGLULayer, d_model: 8 }')}`,
    );
    expect(findings).toMatchObject([
      { code: 'manifest.missing', path: 'topology.layers[0].d_ff', fix: 'Add "d_ff".' },
    ]);
  });

  test.each([
    ['an empty text', '', '1:1 manifest.missing '],
    ['no map', '- 1', '1:1 manifest.value '],
    ['a model without a topology', 'model: {}', '1:8 manifest.missing model.topology'],
    ['broken YAML', 'a: [', '1:5 manifest.syntax '],
    ['a tab', 'a:\n\tb: 1', '2:1 manifest.syntax '],
    ['a variable in braces', 'topology: { repeat: ${n} }', '1:22 manifest.syntax '],
    ['a key twice', 'name: a\nname: b', '2:1 manifest.syntax '],
    ['two documents', 'name: a\n---\nname: b', '3:1 manifest.syntax '],
    ['a tag', 'name: !!js/function x', '1:7 manifest.syntax '],
    ['an alias without an anchor', 'name: *a', '1:7 manifest.syntax '],
    ['an alias of itself', 'name: &a [*a]', '1:11 manifest.syntax '],
    ['another version', 'version: 2', '1:10 manifest.value version'],
    ['an unknown format', 'dtype: fp7', '1:8 dtype.unknown dtype'],
    [
      'no layers',
      'topology: { type: StackedTopology, layers: [] }',
      '1:44 manifest.missing topology.layers',
    ],
    [
      'a repeat below 1',
      `topology: { type: RepeatedTopology, repeat: 0, layers: [${norm(8)}] }`,
      '1:45 manifest.value topology.repeat',
    ],
    [
      'no repeat',
      `topology: ${line('RepeatedTopology', norm(8))}`,
      '1:11 manifest.missing topology.repeat',
    ],
    [
      'a topology beside the model',
      `model: { topology: ${line('StackedTopology', norm(8))} }\ntopology: 3`,
      '2:1 manifest.key_twice topology',
    ],
    [
      'another model',
      `model: { type: GPT, topology: ${line('StackedTopology', norm(8))} }`,
      '1:16 manifest.unknown_type model.type',
    ],
  ])('of %s', (_what, text, expected) => {
    expect(found(text)).toContain(expected);
  });

  test('of what is no text', () => {
    expect(found(undefined as never)).toEqual(['1:1 manifest.syntax ']);
  });
});

test('layers of one’s own take part', () => {
  class TinyMlp extends SwiGLULayer {
    static override readonly kind: string = 'TinyMlp';
  }
  const registry = createLayerRegistry([TinyMlp]);
  const text = `topology: ${line('StackedTopology', '{ type: TinyMlp, d_model: 8, d_ff: 16 }')}`;
  expect(expandManifest(text, { registry }).config?.totalParams).toBe(3 * 8 * 16);
  expect(found(text)[0]).toContain('manifest.unknown_type');
});
