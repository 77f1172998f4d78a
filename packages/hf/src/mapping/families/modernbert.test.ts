import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'modernbert',
  architectures: ['ModernBertModel'],
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  vocab_size: 50,
  global_attn_every_n_layers: 3,
  local_attention: 8,
};
// Heads 16·48 and 16·16, a network of 3·16·24, two norms; the first layer has one of them.
const body = 800 + 16 + 4 * (768 + 256 + 1152 + 32) - 16 + 16;

describe('ModernBERT', () => {
  it('sees what is near in two of three layers, and has one norm less', () => {
    const { total, elements, types, kinds, shapes } = outcomeOf(toy);
    expect(total).toBe(body);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.sliding': 2, 'attention.full': 2, norm: 9 });
    expect(kinds['attention.sliding']).toBe('SlidingWindowAttentionLayer');
    expect(shapes.get('layers.0.attn.Wqkv.weight')).toEqual([48, 16]);
    expect(shapes.get('layers.0.mlp.Wi.weight')).toEqual([48, 16]);
    expect(shapes.has('layers.0.attn_norm.weight')).toBe(false);
    expect(shapes.has('layers.1.attn_norm.weight')).toBe(true);
  });

  it('has the head of its task', () => {
    const totalOf = (task: string, fields = {}) =>
      outcomeOf({ ...toy, architectures: [`ModernBertFor${task}`], ...fields }).total;
    // A projection and a norm; then a bias for each token, or classes.
    expect(totalOf('MaskedLM')).toBe(body + 256 + 16 + 50);
    expect(totalOf('MaskedLM', { decoder_bias: false })).toBe(body + 256 + 16);
    expect(totalOf('SequenceClassification', { num_labels: 3 })).toBe(body + 272 + 3 * 17);
  });

  it('has the published total of base for masked tokens', () => {
    const { total, shapes } = outcomeOf({
      ...toy,
      architectures: ['ModernBertForMaskedLM'],
      hidden_size: 768,
      intermediate_size: 1152,
      num_hidden_layers: 22,
      num_attention_heads: 12,
      vocab_size: 50368,
    });
    expect(total).toBe(149_655_232);
    expect(shapes.get('head.dense.weight')).toEqual([768, 768]);
    expect(shapes.get('decoder.bias')).toEqual([50368]);
  });
});
