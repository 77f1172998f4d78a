import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;
const toy = { ...toyText, model_type: 'mistral', sliding_window: null };
const nemo = {
  model_type: 'mistral',
  hidden_size: 5120,
  intermediate_size: 14336,
  num_hidden_layers: 40,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: 128,
  vocab_size: 131072,
  tie_word_embeddings: false,
  sliding_window: null,
};

describe('Mistral', () => {
  it('is a pre-norm decoder under the usual names', () => {
    const { total, elements, shapes, types } = outcomeOf(toy);
    expect(total).toBe(2 * table + 2 * (attention + network + 2 * norm) + norm);
    expect(elements).toBe(total);
    expect(types).toEqual({ attention: 2, feedforward: 2, norm: 5, embedding: 1, head: 1 });
    expect(shapes.get('model.layers.1.self_attn.k_proj.weight')).toEqual([8, 16]);
    expect(shapes.get('model.layers.1.mlp.down_proj.weight')).toEqual([16, 24]);
  });

  it('has the published totals of Nemo and Devstral', () => {
    expect(outcomeOf(nemo).total).toBe(12_247_782_400);
    expect(outcomeOf({ ...nemo, intermediate_size: 32768 }).total).toBe(23_572_403_200);
  });

  it('is held to the window that is stated; where none is, attention is full, and that is said', () => {
    const { sliding_window: _, ...silent } = toy;
    const kindsOf = (config: object) => outcomeOf({ ...config }).kinds['attention'];
    expect(kindsOf(toy)).toBe('GroupedQueryAttentionLayer');
    expect(kindsOf(silent)).toBe('GroupedQueryAttentionLayer');
    expect(outcomeOf({ ...silent }).codes).toContain('hf.window_unstated');
    expect(kindsOf({ ...toy, sliding_window: 8 })).toBe('SlidingWindowAttentionLayer');
    // A window over all positions there are is none.
    const all = { ...toy, sliding_window: 8, max_position_embeddings: 8 };
    expect(kindsOf(all)).toBe('GroupedQueryAttentionLayer');
  });

  it('lists its windows by layer in Ministral', () => {
    const layers = ['sliding_attention', 'full_attention'];
    const { types } = outcomeOf({
      ...toy,
      model_type: 'ministral',
      sliding_window: 8,
      layer_types: layers,
    });
    expect(types).toMatchObject({ 'attention.sliding': 1, 'attention.full': 1 });
  });

  it('lies without a prefix and a head where it was saved as a bare model', () => {
    const bare = { ...toy, architectures: ['MistralModel'] };
    const { total, shapes } = outcomeOf(bare, new Map([['embed_tokens.weight', [50, 16]]]));
    expect(total).toBe(table + 2 * (attention + network + 2 * norm) + norm);
    expect(shapes.has('layers.0.input_layernorm.weight')).toBe(true);
    expect(shapes.has('lm_head.weight')).toBe(false);
  });

  it('has a head over classes where it classifies', () => {
    const { shapes } = outcomeOf({
      ...toy,
      architectures: ['MistralForSequenceClassification'],
      id2label: { 0: 'LABEL_0' },
    });
    expect(shapes.get('score.weight')).toEqual([1, 16]);
  });
});
