import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'whisper',
  d_model: 16,
  vocab_size: 50,
  num_mel_bins: 6,
  encoder_layers: 2,
  decoder_layers: 1,
  encoder_ffn_dim: 24,
  decoder_ffn_dim: 32,
  encoder_attention_heads: 2,
  decoder_attention_heads: 4,
  max_source_positions: 10,
  max_target_positions: 7,
};
// Keys have no bias.
const attention = 4 * 16 * 16 + 3 * 16;

describe('Whisper', () => {
  it('counts encoder and decoder, its head in the embedding', () => {
    const { byPart, elements, total, types } = outcomeOf(toy);
    const convolutions = 3 * 6 * 16 + 16 + 3 * 16 * 16 + 16;
    const encoderLayer = attention + 2 * 16 * 24 + 24 + 16 + 2 * 32;
    const decoderLayer = 2 * attention + 2 * 16 * 32 + 32 + 16 + 3 * 32;
    expect(byPart).toEqual({
      encoder: convolutions + 10 * 16 + 2 * encoderLayer + 32,
      text: 50 * 16 + 7 * 16 + decoderLayer + 32,
    });
    expect(elements).toBe(total);
    expect(types).toMatchObject({ attention: 1, 'attention.cross': 1, 'encoder.attention': 2 });
  });

  it('names tensors as its checkpoints do', () => {
    const { shapes } = outcomeOf(toy);
    expect(shapes.get('model.encoder.conv1.weight')).toEqual([16, 6, 3]);
    expect(shapes.get('model.encoder.conv2.bias')).toEqual([16]);
    expect(shapes.get('model.encoder.embed_positions.weight')).toEqual([10, 16]);
    expect(shapes.get('model.encoder.layers.1.self_attn.out_proj.bias')).toEqual([16]);
    expect(shapes.has('model.encoder.layers.1.self_attn.k_proj.bias')).toBe(false);
    expect(shapes.get('model.decoder.layers.0.encoder_attn.v_proj.bias')).toEqual([16]);
    expect(shapes.get('model.decoder.layers.0.fc1.weight')).toEqual([32, 16]);
    expect(shapes.get('model.decoder.embed_positions.weight')).toEqual([7, 16]);
  });

  it('has the published total of large-v3-turbo', () => {
    const { total } = outcomeOf({
      model_type: 'whisper',
      d_model: 1280,
      vocab_size: 51866,
      num_mel_bins: 128,
      encoder_layers: 32,
      decoder_layers: 4,
      encoder_ffn_dim: 5120,
      decoder_ffn_dim: 5120,
      encoder_attention_heads: 20,
      decoder_attention_heads: 20,
    });
    expect(total).toBe(808_878_080);
  });
});
