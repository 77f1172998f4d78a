import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const block = (attention: object, ffn: object) => ({ attention, ffn });
const full = { n_heads_in_group: 2, no_op: false, replace_with_linear: false };
const none = { n_heads_in_group: null, no_op: true, replace_with_linear: false };
const toy = {
  model_type: 'nemotron-nas',
  hidden_size: 768,
  intermediate_size: null,
  num_hidden_layers: 4,
  num_attention_heads: 8,
  num_key_value_heads: null,
  vocab_size: 50,
  tie_word_embeddings: false,
  block_configs: [
    block(full, { ffn_mult: 1.25, no_op: false }),
    block(none, { ffn_mult: 0.5, no_op: false }),
    block(full, { ffn_mult: null, no_op: true }),
    block({ no_op: false, replace_with_linear: true }, { ffn_mult: 1.25, no_op: false }),
  ],
};

// Heads of 96, four of them with keys: 768·768 for queries and output each, 768·384 for keys and values each.
const attention = 2 * 768 * 768 + 2 * 768 * 384;
// 2·1.25·768/3 = 640, rounded up to 768; 2·0.5·768/3 = 256 stays.
const wide = 3 * 768 * 768;
const narrow = 3 * 768 * 256;

describe('what a search left of Llama', () => {
  it('has blocks of its own in every layer, and norms only where there are blocks', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    const layers = [attention + wide, narrow, attention, 768 * 768 + wide];
    const norms = (2 + 1 + 1 + 2 + 1) * 768;
    expect(total).toBe(2 * 50 * 768 + layers.reduce((sum, size) => sum + size) + norms);
    expect(elements).toBe(total);
    expect(shapes.has('model.layers.1.input_layernorm.weight')).toBe(false);
    expect(shapes.has('model.layers.2.post_attention_layernorm.weight')).toBe(false);
    expect(shapes.get('model.layers.3.self_attn.linear_attn.weight')).toEqual([768, 768]);
  });

  it('groups alike blocks into types, and names what is no longer there', () => {
    expect(outcomeOf(toy).types).toMatchObject({
      attention: 2,
      'attention.none': 1,
      'attention.replaced': 1,
      feedforward: 2,
      'feedforward.2': 1,
      'feedforward.none': 1,
    });
  });

  it('takes windows with their sinks', () => {
    const windowed = block(
      { ...full, window_length: 64, num_sink_tokens: 4 },
      { intermediate_size: 256 },
    );
    const { kinds, shapes } = outcomeOf({
      ...toy,
      num_hidden_layers: 1,
      block_configs: [windowed],
    });
    expect(kinds['attention.sliding']).toBe('SlidingWindowAttentionLayer');
    expect(shapes.get('model.layers.0.mlp.up_proj.weight')).toEqual([256, 768]);
  });

  it('says what lacks', () => {
    const { block_configs: _, ...silent } = toy;
    expect(faultsOf(silent)).toEqual(['hf.field_missing block_configs']);
    expect(faultsOf({ ...toy, num_hidden_layers: 5 })).toEqual([
      'hf.layer_list_length block_configs',
    ]);
    const odd = [block({ ...full, n_heads_in_group: 3 }, { ffn_mult: 'much' })];
    expect(faultsOf({ ...toy, num_hidden_layers: 1, block_configs: odd })).toEqual([
      'hf.heads_uneven block_configs[0].attention.n_heads_in_group',
      'hf.field_missing block_configs[0].ffn.ffn_mult',
    ]);
  });
});
