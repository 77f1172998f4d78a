import { describe, expect, test } from 'vitest';
import { buildModelConfig } from '../buildModelConfig.ts';

const config = {
  model_type: 'llama',
  hidden_size: 256,
  intermediate_size: 512,
  num_hidden_layers: 1,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  vocab_size: 512,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};

function findingOf(code: string, quantization: unknown) {
  const { findings } = buildModelConfig({
    config: { ...config, quantization_config: quantization },
  });
  return findings.find((finding) => finding.code === code);
}

describe('what is said of formats', () => {
  test('shares of a layer that mixes them, and which one counts', () => {
    const mixed = findingOf('hf.formats_mixed', {
      quant_method: 'fp8',
      weight_block_size: [128, 128],
      modules_to_not_convert: ['o_proj'],
    });
    expect(mixed).toMatchObject({
      severity: 'info',
      path: 'model.layers.{n}.self_attn.',
      message:
        'the matrices of GroupedQueryAttentionLayer "attention" are stored in several formats, by elements 75.0 % in fp8_block, 25.0 % in bf16; ' +
        'a config has one format for them, so that all count as fp8_block.',
    });
  });

  test('a configuration that is no object', () => {
    expect(findingOf('quantization.invalid', 'fp8')).toEqual({
      code: 'quantization.invalid',
      severity: 'error',
      path: 'config.json: quantization_config',
      message:
        'expected an object that says how weights are stored, got "fp8": it says nothing that could be read.',
      fix: 'Write {"quant_method": "fp8"} with the fields of that method, or take the config.json of the model as it was published.',
    });
  });

  test('a configuration that names no method', () => {
    expect(findingOf('quantization.unknown_method', { bits: 4 })?.message).toBe(
      'no method is named: weights are taken as stored whole.',
    );
  });
});
