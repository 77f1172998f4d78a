import { expect, test } from 'vitest';
import { buildModel } from '../build/buildModel.ts';
import { expandManifest } from './expandManifest.ts';

/** Layers in a stack, as their YAML, with the variables that blocks of the reference use. */
const stack = (layers: string, more = '') =>
  `${more}topology:\n  type: StackedTopology\n  layers:\n${layers.trim().replace(/^/gm, '    ')}\n`;
const variables = { d_model: 256, n_heads: 16, n_kv_heads: 4, d_ff: 512 };
const [d, f] = [256, 512];

/** A norm and the attention after it, as blocks of the reference have them. */
const block = (layer: string) => `
- type: ResidualTopology
  layers:
    - type: RMSNormLayer
      d_model: \${d_model}
${layer.trim().replace(/^/gm, '    ')}`;
const attention = `
- type: AttentionLayer
  d_model: \${d_model}
  n_heads: \${n_heads}
  mode: standard`;
const experts = `
- type: MoELayer
  d_model: \${d_model}
  num_experts: 4
  top_k: 2
  d_ff: \${d_ff}`;

test.each<[what: string, layers: string, classes: readonly string[], parameters: number]>([
  [
    'a topology of one layer',
    '- type: AttentionLayer\n  d_model: 256\n  n_heads: 8\n  mode: standard',
    ['AttentionLayer'],
    4 * d * d,
  ],
  [
    'standard attention',
    '- type: AttentionLayer\n  d_model: 256\n  n_heads: 8\n  mode: standard\n  rope_enabled: true\n  rope_base: 10000.0\n  is_causal: true\n  dropout_p: 0.0',
    ['AttentionLayer'],
    4 * d * d,
  ],
  [
    'grouped-query attention',
    '- type: AttentionLayer\n  d_model: 256\n  n_heads: 16\n  n_kv_heads: 4   # four queries to a key\n  mode: gqa\n  rope_enabled: true\n  is_causal: true',
    ['GroupedQueryAttentionLayer'],
    2 * d * d + 2 * d * (d / 4),
  ],
  [
    'grouped-query attention without groups',
    '- type: AttentionLayer\n  d_model: 256\n  n_heads: 16\n  mode: gqa',
    ['GroupedQueryAttentionLayer'],
    4 * d * d,
  ],
  [
    'decoupled bottleneck attention',
    '- type: AttentionLayer\n  d_model: 256\n  n_heads: 16\n  mode: decoupled\n  sem_dim: 32\n  geo_dim: 64\n  rope_enabled: true\n  rope_base: 500000.0\n  is_causal: true\n  decoupled_gate: true',
    ['DecoupledBottleneckAttentionLayer'],
    // Queries and keys of both paths, values, output, a scalar a head.
    d * (2 * 32 + 2 * 64 + d) + d * d + 16,
  ],
  [
    'a block of attention',
    block(
      '- type: AttentionLayer\n  d_model: ${d_model}\n  n_heads: ${n_heads}\n  mode: decoupled\n  sem_dim: 32\n  geo_dim: 64\n  rope_enabled: true',
    ),
    ['DecoupledBottleneckAttentionLayer', 'RMSNormLayer'],
    d + d * (2 * 32 + 2 * 64 + d) + d * d,
  ],
  [
    'a SwiGLU network',
    '- type: SwiGLULayer\n  d_model: 256\n  d_ff: 512\n  bias: false',
    ['SwiGLULayer'],
    3 * d * f,
  ],
  [
    'the same with biases',
    '- type: SwiGLULayer\n  d_model: 256\n  d_ff: 512\n  bias: true',
    ['SwiGLULayer'],
    3 * d * f + 2 * f + d,
  ],
  ...['swiglu', 'geglu', 'reglu'].map((activation): [string, string, readonly string[], number] => [
    `a gated network of ${activation}`,
    `- type: GLULayer\n  d_model: 256\n  d_ff: 512\n  activation: ${activation}`,
    ['GLULayer'],
    3 * d * f,
  ]),
  [
    'experts',
    '- type: MoELayer\n  d_model: 256\n  num_experts: 8\n  top_k: 2\n  d_ff: 512',
    ['MoELayer'],
    8 * d + 8 * 3 * d * f,
  ],
  [
    'a transformer block with experts',
    block(attention) + block(experts),
    ['AttentionLayer', 'MoELayer', 'RMSNormLayer'],
    2 * d + 4 * d * d + 4 * d + 4 * 3 * d * f,
  ],
  [
    'a state space layer',
    '- type: SSMLayer\n  d_model: 256\n  d_state: 16\n  d_conv: 4\n  expand: 2\n  dt_rank: auto\n  bias: false',
    ['SSMLayer'],
    // In, filters with bias, selection, steps with bias, decays and skips, out; channels are 2d, the rank d / 16.
    d * 4 * d + 2 * d * 5 + 2 * d * (d / 16 + 32) + (d / 16 + 1) * 2 * d + 2 * d * 17 + 2 * d * d,
  ],
  [
    'a state space block',
    block('- type: SSMLayer\n  d_model: ${d_model}\n  d_state: 16\n  d_conv: 4\n  expand: 2'),
    ['SSMLayer', 'RMSNormLayer'],
    d +
      d * 4 * d +
      2 * d * 5 +
      2 * d * (d / 16 + 32) +
      (d / 16 + 1) * 2 * d +
      2 * d * 17 +
      2 * d * d,
  ],
  ['an RMS norm', '- type: RMSNormLayer\n  d_model: 256\n  eps: 1.0e-5', ['RMSNormLayer'], d],
  [
    'a layer norm',
    '- type: LayerNormLayer\n  d_model: 256\n  eps: 1.0e-5',
    ['LayerNormLayer'],
    2 * d,
  ],
  [
    'a projection with an adapter',
    '- type: LoRALinearLayer\n  d_in: 256\n  d_out: 512\n  rank: 8\n  alpha: 16\n  dropout: 0.0',
    ['LoRALinearLayer'],
    d * f + 8 * (d + f),
  ],
  [
    'attention with adapters',
    '- type: AttentionLayer\n  d_model: ${d_model}\n  n_heads: ${n_heads}\n  mode: standard\n  lora_rank: 8\n  lora_alpha: 16\n  lora_targets: [q, v]   # two of four',
    ['AttentionLayer'],
    4 * d * d + 2 * 8 * 2 * d,
  ],
  [
    'a projection',
    '- type: LinearLayer\n  d_in: 256\n  d_out: 1000\n  bias: false',
    ['LinearLayer'],
    1000 * d,
  ],
  [
    'a projection with its bias',
    '- type: LinearLayer\n  d_in: 256\n  d_out: 1000',
    ['LinearLayer'],
    1000 * d + 1000,
  ],
  ['dropout', '- type: DropoutLayer\n  p: 0.1', ['DropoutLayer'], 0],
  [
    'a diffusion head',
    '- type: DiffusionNextTokenHead\n  embed_dim: 256\n  cfg:\n    enabled: true\n    num_train_timesteps: 1000\n    num_infer_steps: 12\n    time_embed_dim: 128\n    mlp_mult: 4\n    cfg_dropout_p: 0.10\n    cfg_guidance_scale: 1.5\n    scheduler: ddim\n    loss_weight: 0.10',
    ['DiffusionNextTokenHead'],
    // Two projections of the step, and an MLP of 4d over embedding, hidden state and step; all with biases.
    2 * (128 * 128 + 128) + (2 * d + 128 + 1) * 4 * d + (4 * d + 1) * d,
  ],
])('%s', (_what, layers, classes, parameters) => {
  const used = Object.entries(variables).filter(([name]) => layers.includes(`\${${name}}`));
  const { config, findings } = expandManifest(stack(layers), {
    variables: Object.fromEntries(used),
  });
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(config!.layerTypes.map((type) => type.class)).toEqual(classes);
  expect(config!.totalParams).toBe(parameters);
  expect(buildModel(config!).parameterCount.total).toBe(parameters);
});

const embedded = (embedder: string) =>
  `model:\n  type: TransformerModel\n  embedder:\n${embedder.replace(/^/gm, '    ')}\n` +
  '  topology:\n    type: StackedTopology\n    layers:\n      - type: DropoutLayer\n        p: 0.1\n';

test('an embedder of tokens', () => {
  const { config, findings } = expandManifest(
    embedded('type: token\nvocab_size: 50257\nd_model: 512'),
  );
  expect(findings).toEqual([]);
  expect(config).toMatchObject({ vocabSize: 50257, hiddenSize: 512, totalParams: 50257 * 512 });
});

test('an embedder of patches', () => {
  const { config } = expandManifest(
    embedded('type: patch\nimage_size: 224\npatch_size: 16\nin_channels: 3\nd_model: 768'),
  );
  // A product of 16 x 16 pixels in 3 channels, its bias, and a position for each of 14 x 14 patches.
  expect(config).toMatchObject({ hiddenSize: 768, totalParams: (16 * 16 * 3 + 1 + 14 * 14) * 768 });
});

test('key and value heads in mode decoupled are said to have no effect', () => {
  const layers = block(
    '- type: AttentionLayer\n  d_model: 256\n  n_heads: 16\n  n_kv_heads: 4\n  mode: decoupled\n  sem_dim: 32\n  geo_dim: 64',
  ).replace('${d_model}', '256');
  const { config, findings } = expandManifest(stack(layers));
  expect(findings.map(({ code, line }) => [code, line])).toContainEqual(['manifest.no_effect', 11]);
  expect(config!.totalParams).toBe(d + d * (2 * 32 + 2 * 64 + d) + d * d);
});
