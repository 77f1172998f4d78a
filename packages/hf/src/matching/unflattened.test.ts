import { describe, expect, it } from 'vitest';
import { buildModelConfig, computeTensorShapesFromConfig, gapsOf } from '../index.ts';

const config = (quantization: Readonly<Record<string, unknown>>) => ({
  model_type: 'llama',
  hidden_size: 256,
  intermediate_size: 512,
  num_hidden_layers: 2,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  head_dim: 32,
  vocab_size: 500,
  max_position_embeddings: 4096,
  attention_bias: false,
  mlp_bias: false,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
  quantization_config: { quant_method: 'bitsandbytes', load_in_4bit: true, ...quantization },
});

describe('weights of bitsandbytes in four bits', () => {
  it.each(['nf4', 'fp4'])('are explained in the shapes of the configuration: %s', (type) => {
    for (const isNested of [true, false]) {
      const source = config({ bnb_4bit_quant_type: type, bnb_4bit_use_double_quant: isNested });
      const { tensors = [] } = computeTensorShapesFromConfig({ config: source });
      const built = buildModelConfig({ config: source, tensors });
      const codes = new Set(built.findings.map(({ code }) => code));
      expect([...codes].filter((code) => code !== 'hf.default_used')).toEqual([
        'quantization.shape_unknown',
      ]);
      expect(built.config).toEqual(buildModelConfig({ config: source }).config);
      expect(gapsOf({ config: source, tensors }).gaps).toEqual([]);
    }
  });

  it('stay unexplained where the configuration makes no weight of as many elements', () => {
    const source = config({});
    const { tensors = [] } = computeTensorShapesFromConfig({ config: source });
    const wrong = { ...source, intermediate_size: 576 };
    const { findings } = buildModelConfig({ config: wrong, tensors });
    expect(findings.map(({ code }) => code)).toContain('hf.tensor_shape');
  });
});

it('more bits than the configuration says are said', () => {
  const quantized = (bits: number) => ({
    ...config({}),
    quantization_config: { quant_method: 'gptq', bits, group_size: 128 },
  });
  const { tensors = [] } = computeTensorShapesFromConfig({ config: quantized(8) });
  const { findings } = buildModelConfig({ config: quantized(4), tensors });
  const found = findings.find(({ code }) => code === 'quantization.disagrees');
  expect(found?.message).toMatch(/^14 weights of \d+ elements .* the first as gptq in 8 bits\.$/);
});
