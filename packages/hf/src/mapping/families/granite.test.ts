import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';
import { toySizes, toyText } from '../__fixtures__/toyText.ts';

const { table, attention, network, norm } = toySizes;

describe('Granite', () => {
  it('is built like Llama', () => {
    const { total, elements } = outcomeOf({ ...toyText, model_type: 'granite' });
    expect(total).toBe(2 * table + 2 * (attention + network + 2 * norm) + norm);
    expect(elements).toBe(total);
  });

  it('has the published total of 3.3 8B', () => {
    const { total } = outcomeOf({
      model_type: 'granite',
      hidden_size: 4096,
      intermediate_size: 12800,
      num_hidden_layers: 40,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 49159,
      tie_word_embeddings: true,
    });
    expect(total).toBe(8_170_864_640);
  });

  it('stores all experts in one tensor, and a shared one beside them', () => {
    const sparse = { ...toyText, num_local_experts: 3, num_experts_per_tok: 2 };
    const { total, elements, shapes } = outcomeOf({
      ...sparse,
      model_type: 'granitemoeshared',
      shared_intermediate_size: 8,
    });
    // A router of 16·3, three experts, a shared one of 3·16·8.
    const mixture = 48 + 3 * network + 384;
    expect(total).toBe(2 * table + 2 * (attention + mixture + 2 * norm) + norm);
    expect(elements).toBe(total);
    const layer = 'model.layers.1.';
    expect(shapes.get(`${layer}block_sparse_moe.input_linear.weight`)).toEqual([3, 48, 16]);
    expect(shapes.get(`${layer}block_sparse_moe.output_linear.weight`)).toEqual([3, 16, 24]);
    expect(shapes.get(`${layer}block_sparse_moe.router.layer.weight`)).toEqual([3, 16]);
    expect(shapes.get(`${layer}shared_mlp.input_linear.weight`)).toEqual([16, 16]);
    const { total: routed } = outcomeOf({ ...sparse, model_type: 'granitemoe' });
    expect(routed).toBe(total - 2 * 384);
  });
});
