import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, network, norm } = toySizes;
const toy = { ...toyText, tie_word_embeddings: true, head_dim: 8, sliding_window: 4 };
// Heads of 8: queries 16·32, keys and values 16·16 each, output 32·16.
const attention = 512 + 2 * 256 + 512;

describe('Gemma', () => {
  it('has heads wider than the model, and a tied head', () => {
    const { total, elements } = outcomeOf({ ...toy, model_type: 'gemma' });
    expect(total).toBe(table + 2 * (attention + network + 2 * norm) + norm);
    expect(elements).toBe(total);
  });

  it('takes heads of 256 elements where no width is given', () => {
    const { head_dim: _, ...silent } = toy;
    const { shapes } = outcomeOf({ ...silent, model_type: 'gemma' });
    expect(shapes.get('model.layers.0.self_attn.q_proj.weight')).toEqual([1024, 16]);
  });

  it('has the published total of Gemma 2B', () => {
    const { total } = outcomeOf({
      model_type: 'gemma',
      hidden_size: 2048,
      intermediate_size: 16384,
      num_hidden_layers: 18,
      num_attention_heads: 8,
      num_key_value_heads: 1,
      head_dim: 256,
      vocab_size: 256000,
    });
    expect(total).toBe(2_506_172_416);
  });
});

describe('Gemma 2', () => {
  it('norms behind blocks too, and holds every other layer to a window', () => {
    const { total, elements, types, shapes } = outcomeOf({ ...toy, model_type: 'gemma2' });
    expect(total).toBe(table + 2 * (attention + network + 4 * norm) + norm);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.sliding': 1, 'attention.full': 1, norm: 9 });
    expect(shapes.has('model.layers.1.pre_feedforward_layernorm.weight')).toBe(true);
  });

  it('has the published total of 9B', () => {
    const { total, types } = outcomeOf({
      model_type: 'gemma2',
      hidden_size: 3584,
      intermediate_size: 14336,
      num_hidden_layers: 42,
      num_attention_heads: 16,
      num_key_value_heads: 8,
      head_dim: 256,
      vocab_size: 256000,
    });
    expect(total).toBe(9_241_705_984);
    expect(types).toMatchObject({ 'attention.sliding': 21, 'attention.full': 21 });
  });
});

describe('Gemma 3', () => {
  const text = { ...toy, model_type: 'gemma3_text', num_hidden_layers: 6 };

  it('norms queries and keys, and sees everything in the last of six layers', () => {
    const { total, elements, types } = outcomeOf(text);
    expect(total).toBe(table + 6 * (attention + 2 * 8 + network + 4 * norm) + norm);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.sliding': 5, 'attention.full': 1 });
  });

  it('takes the pattern, or better the list, from its file', () => {
    const counts = (fields: object) => outcomeOf({ ...text, ...fields }).types;
    expect(counts({ sliding_window_pattern: 2 })).toMatchObject({ 'attention.sliding': 3 });
    const layers = Array.from({ length: 6 }, (_, layer) =>
      layer < 2 ? 'full_attention' : 'sliding_attention',
    );
    expect(counts({ layer_types: layers, sliding_window_pattern: 2 })).toMatchObject({
      'attention.sliding': 4,
    });
  });

  it('has no head as an encoder of embeddings', () => {
    const encoder = { ...text, architectures: ['Gemma3TextModel'] };
    expect(outcomeOf({ ...encoder, use_bidirectional_attention: true }).types).not.toHaveProperty(
      'head',
    );
  });

  it('has the published total of 270M', () => {
    const { total } = outcomeOf({
      model_type: 'gemma3_text',
      hidden_size: 640,
      intermediate_size: 2048,
      num_hidden_layers: 18,
      num_attention_heads: 4,
      num_key_value_heads: 1,
      head_dim: 256,
      vocab_size: 262144,
    });
    expect(total).toBe(268_098_176);
  });
});
