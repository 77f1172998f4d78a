import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'opt',
  hidden_size: 16,
  ffn_dim: 24,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 50,
  max_position_embeddings: 8,
};
// Four projections of 16·16 + 16; a network of 2·16·24 with 24 + 16; two norms of twice 16.
const layer = 4 * 272 + 808 + 64;

describe('OPT', () => {
  it('has two positions more than it uses', () => {
    const { total, elements, shapes } = outcomeOf(toy);
    expect(total).toBe(50 * 16 + 10 * 16 + 2 * layer + 32);
    expect(elements).toBe(total);
    expect(shapes.get('model.decoder.embed_positions.weight')).toEqual([10, 16]);
    expect(shapes.get('model.decoder.layers.1.self_attn.out_proj.bias')).toEqual([16]);
    expect(shapes.get('model.decoder.layers.1.fc2.weight')).toEqual([16, 24]);
  });

  it('embeds in half its width in 350M, which has no last norm', () => {
    const { total, elements, shapes, types } = outcomeOf({
      ...toy,
      word_embed_proj_dim: 8,
      do_layer_norm_before: false,
    });
    // The table is half as wide, and 8·16 lead in and out.
    expect(total).toBe(50 * 8 + 10 * 16 + 2 * 128 + 2 * layer);
    expect(elements).toBe(total);
    expect(shapes.get('model.decoder.project_in.weight')).toEqual([16, 8]);
    expect(shapes.get('model.decoder.project_out.weight')).toEqual([8, 16]);
    expect(types).toMatchObject({ norm: 4 });
  });

  it('has the published totals of 350M and 1.3B', () => {
    const large = {
      ...toy,
      hidden_size: 2048,
      ffn_dim: 8192,
      num_hidden_layers: 24,
      num_attention_heads: 32,
      vocab_size: 50272,
      max_position_embeddings: 2048,
    };
    expect(outcomeOf(large).total).toBe(1_315_758_080);
    const small = {
      ...large,
      hidden_size: 1024,
      ffn_dim: 4096,
      num_attention_heads: 16,
      word_embed_proj_dim: 512,
      do_layer_norm_before: false,
    };
    expect(outcomeOf(small).total).toBe(331_196_416);
  });
});
