import { describe, expect, test } from 'vitest';
import { buildModelConfig } from '../buildModelConfig.ts';
import type { StoredDtype, Tensor } from '../tensors/tensor.ts';
import { ggufModel } from './ggufModel.ts';
import type { GgufStructure } from './inspectGguf.ts';

const width = 64;
const facts = {
  block_count: 2,
  embedding_length: width,
  feed_forward_length: 192,
  'attention.head_count': 8,
  'attention.head_count_kv': 2,
  context_length: 4096,
};

function structureOf(
  architecture: string,
  tensors: readonly Tensor[],
  more: Readonly<Record<string, unknown>> = {},
): GgufStructure {
  const stated = Object.entries({ ...facts, ...more });
  return {
    architecture,
    blockCount: 2,
    tensors,
    bytes: 0,
    isLittleEndian: true,
    metadata: Object.fromEntries(stated.map(([key, value]) => [`${architecture}.${key}`, value])),
    findings: [],
  };
}

const tensorsOf = (
  network: Readonly<Record<string, readonly number[]>>,
  dtype: StoredDtype = 'F16',
): readonly Tensor[] => {
  const layer = {
    attn_norm: [width],
    attn_q: [width, width],
    attn_k: [16, width],
    attn_v: [16, width],
    attn_output: [width, width],
    ffn_norm: [width],
    ...network,
  };
  const shapes: Readonly<Record<string, readonly number[]>> = {
    'token_embd.weight': [500, width],
    'output_norm.weight': [width],
    'output.weight': [500, width],
    ...Object.fromEntries(
      [0, 1].flatMap((block) =>
        Object.entries(layer).map(([name, shape]) => [`blk.${block}.${name}.weight`, shape]),
      ),
    ),
  };
  return Object.entries(shapes).map(([name, shape]) => ({ name, shape, dtype }));
};

const dense = { ffn_gate: [192, width], ffn_up: [192, width], ffn_down: [width, 192] };
const experts = {
  ffn_gate_inp: [4, width],
  ffn_gate_exps: [4, 32, width],
  ffn_up_exps: [4, 32, width],
  ffn_down_exps: [4, width, 32],
};
const counts = { expert_count: 4, expert_used_count: 2, expert_feed_forward_length: 32 };

const elements = (tensors: readonly Tensor[]) =>
  tensors.reduce((sum, { shape }) => sum + shape.reduce((all, size) => all * size, 1), 0);

function built(structure: GgufStructure) {
  const { config = {}, tensors, findings } = ggufModel(structure);
  const outcome = buildModelConfig({ config, tensors });
  const errors = outcome.findings.filter(({ severity }) => severity !== 'info');
  return { ...outcome, findings, codes: errors.map(({ code, path }) => `${code} ${path}`) };
}

describe('a file of a known architecture', () => {
  test('is explained tensor by tensor', () => {
    const tensors = tensorsOf(dense);
    const { config, codes, findings } = built(structureOf('llama', tensors));
    expect([codes, findings]).toEqual([[], []]);
    expect(config?.total_params).toBe(elements(tensors));
    expect(config?.layer_types.map(({ class: kind, count }) => `${count} ${kind}`)).toEqual([
      '2 GroupedQueryAttentionLayer',
      '2 GatedMLPLayer',
      '5 RMSNormLayer',
      '1 EmbeddingLayer',
      '1 LMHeadLayer',
    ]);
  });

  test('may tie its head, and hold tables that are no parameters', () => {
    const tensors = tensorsOf(dense).filter(({ name }) => name !== 'output.weight');
    const table: Tensor = { name: 'rope_freqs.weight', shape: [4], dtype: 'F32' };
    const { config, codes } = built(structureOf('llama', [...tensors, table]));
    expect(codes).toEqual([]);
    expect(config?.total_params).toBe(elements(tensors));
  });

  test('with experts stacked has a tensor for each of them', () => {
    const normed = { ...experts, attn_q_norm: [8], attn_k_norm: [8] };
    const tensors = tensorsOf(normed);
    const { config, codes } = built(structureOf('qwen3moe', tensors, counts));
    expect(codes).toEqual([]);
    expect(config?.total_params).toBe(elements(tensors));
  });

  test('that calls itself a Llama and has experts is a Mixtral', () => {
    const tensors = tensorsOf(experts);
    const stated = { ...counts, feed_forward_length: 32 };
    const { config, codes } = built(structureOf('llama', tensors, stated));
    expect([codes, config?.family]).toEqual([[], 'mixtral']);
    expect(config?.total_params).toBe(elements(tensors));
  });

  test('does not hide a tensor that is invented, missing, or there twice', () => {
    const odd = (name: string): Tensor => ({ name, shape: [7, 5], dtype: 'F16' });
    const tensors = tensorsOf(dense);
    const inventions = [odd('blk.1.flux.weight'), odd('model.norm.weight'), odd('extra')];
    const { codes } = built(structureOf('llama', [...tensors, ...inventions]));
    expect(codes).toContain('hf.tensor_unexplained blk.{layer}.flux.');
    expect(codes.length).toBeGreaterThanOrEqual(3);
    const fewer = tensors.filter(({ name }) => name !== 'blk.1.attn_k.weight');
    expect(built(structureOf('llama', fewer)).codes).toContain(
      'hf.tensor_missing model.layers.{n}.self_attn.k_proj.weight',
    );
  });

  test('packed in blocks says that the config is of the model before it', () => {
    const tensors = tensorsOf(dense, 'Q4_K');
    const { findings } = built({ ...structureOf('llama', tensors), bytes: elements(tensors) });
    expect(findings).toMatchObject([{ code: 'gguf.formats_not_carried', severity: 'warning' }]);
    expect(findings[0]?.message).toContain('Q4_K, 8.00 bits an element');
  });
});

test.each(['gemma4', '__proto__', 'constructor', ''])(
  'of %j it is said that tensors are only counted',
  (name) => {
    const { config, tensors, findings } = ggufModel(structureOf(name, tensorsOf(dense)));
    expect([config, tensors]).toEqual([undefined, undefined]);
    expect(findings).toMatchObject([{ code: 'gguf.counted_only', severity: 'warning' }]);
  },
);

test('a header that asks for a million experts in each of many tensors fills no memory', () => {
  const shape = [1_000_000, 2, 2];
  const stacks = Array.from({ length: 500 }, (_, block): Tensor => ({
    name: `blk.${block}.ffn_up_exps.weight`,
    shape: block % 2 === 0 ? shape : [9_999, 2, 2],
    dtype: 'F16',
  }));
  const { tensors = [] } = ggufModel(structureOf('qwen3moe', stacks, counts));
  expect(tensors.length).toBeLessThan(1_020_000);
});
