import { describe, expect, it } from 'vitest';
import {
  buildModelConfig,
  computeTensorShapesFromConfig,
  type StoredDtype,
  type Tensor,
} from '../index.ts';

const config = (dtype?: string) => ({
  model_type: 'llama',
  hidden_size: 256,
  intermediate_size: 512,
  num_hidden_layers: 2,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  vocab_size: 500,
  tie_word_embeddings: false,
  ...(dtype !== undefined && { torch_dtype: dtype }),
});

const { tensors = [] } = computeTensorShapesFromConfig({ config: config('bfloat16') });

function built(
  stated: string | undefined,
  dtype: StoredDtype,
  isStoredSo: (tensor: Tensor) => boolean = () => true,
) {
  const { config: model, findings } = buildModelConfig({
    config: config(stated),
    tensors: tensors.map((tensor) => (isStoredSo(tensor) ? { ...tensor, dtype } : tensor)),
  });
  const said = findings.filter(({ code }) => code === 'quantization.dtype_disagrees');
  return { model, said };
}

const isProjection = ({ name }: Tensor): boolean => name.includes('_proj');

describe('what is stored wins over what the configuration says', () => {
  it.each([
    ['float32', 'BF16', 'bf16'],
    ['bfloat16', 'F32', 'fp32'],
  ] as const)('%s, and stored as %s', (stated, dtype, format) => {
    const { model, said } = built(stated, dtype);
    expect(model?.dtype).toBe(format);
    expect(said).toMatchObject([{ severity: 'warning' }]);
    expect(said[0]?.message).toMatch(
      new RegExp(`stored in ${dtype}, where the configuration says`, 'u'),
    );
  });

  it.each([
    ['F64', 'fp64'],
    ['F8_E4M3', 'fp8_e4m3'],
    ['I8', 'int8'],
  ] as const)('projections in %s', (dtype, format) => {
    const { model, said } = built('bfloat16', dtype, isProjection);
    expect(model?.dtype).toBe('bf16');
    const layers = model?.layer_types.filter(({ name }) => /^(attention|feed)/.test(name));
    expect(layers?.map(({ dtypes }) => dtypes)).toEqual([{ weights: format }, { weights: format }]);
    expect(said).toMatchObject([{ severity: 'warning' }]);
  });

  it('embedding and head tell the format of a model whose other weights are packed', () => {
    const { model, said } = built('float32', 'F8_E4M3', isProjection);
    expect(model?.dtype).toBe('bf16');
    expect(said).toMatchObject([{ severity: 'warning' }]);
  });

  it('two formats of sixteen bits cost the same', () => {
    expect(built('float16', 'BF16').said).toMatchObject([{ severity: 'info' }]);
  });

  it('nothing is said where they agree, where nothing is stated, and of a few elements', () => {
    expect(built('bfloat16', 'BF16').said).toEqual([]);
    expect(built(undefined, 'F32').said).toEqual([]);
    expect(built(undefined, 'F32').model?.dtype).toBe('fp32');
    expect(built('bfloat16', 'F32', ({ name }) => name.includes('norm')).said).toEqual([]);
  });
});
