import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { buildModelConfig } from './buildModelConfig.ts';
import { computeTensorShapesFromConfig } from './computeTensorShapes.ts';
import { countParameters } from './structure/countParameters.ts';

const few = fc.integer({ min: 1, max: 4 });

const sizes = fc
  .record({ groups: few, heads: few, halfWidth: few, width: few, inner: few, layers: few })
  .map(({ groups, heads, halfWidth, width, inner, layers }) => ({
    hidden_size: 8 * width,
    intermediate_size: 24 * inner,
    num_hidden_layers: layers,
    num_attention_heads: groups * heads,
    num_key_value_heads: heads,
    head_dim: 2 * halfWidth,
    vocab_size: 50,
    max_position_embeddings: 128,
    torch_dtype: 'bfloat16',
  }));

const experts = fc.record({ num_experts: few }).map(({ num_experts: count }) => ({
  num_experts: count + 1,
  num_local_experts: count + 1,
  num_experts_per_tok: count,
  moe_intermediate_size: 16,
  decoder_sparse_step: 1,
  mlp_only_layers: [],
}));

const config = fc
  .tuple(
    fc.constantFrom('llama', 'qwen2', 'qwen3', 'qwen3_moe', 'mixtral'),
    sizes,
    experts,
    fc.boolean(),
  )
  .map(([type, own, ofExperts, isTied]) => ({
    model_type: type,
    ...own,
    ...(/moe|mixtral/.test(type) ? ofExperts : {}),
    tie_word_embeddings: isTied,
  }));

const seriousOf = (sources: Parameters<typeof buildModelConfig>[0]): readonly string[] =>
  buildModelConfig(sources)
    .findings.filter(({ severity, code }) => severity !== 'info' && code !== 'hf.field_unread')
    .map(({ code }) => code);

test.prop([config])('a configuration’s tensors lead back to it, each explained', (stated) => {
  const { tensors = [] } = computeTensorShapesFromConfig({ config: stated });
  const alone = buildModelConfig({ config: stated });
  const held = buildModelConfig({ config: stated, tensors });
  expect(seriousOf({ config: stated, tensors })).toEqual([]);
  expect(held.config?.layer_types).toEqual(alone.config?.layer_types);
  expect(held.config?.total_params).toBe(countParameters(tensors).logicalUnique);
});

test.prop([config, fc.nat()])('one tensor less, more or longer is said', (stated, place) => {
  const { tensors = [] } = computeTensorShapesFromConfig({ config: stated });
  const at = place % tensors.length;
  const without = tensors.filter((_, index) => index !== at);
  const longer = tensors.map((tensor, index) =>
    index === at
      ? { ...tensor, shape: tensor.shape.map((size, axis) => (axis === 0 ? size + 1 : size)) }
      : tensor,
  );
  const more = [...tensors, { name: 'model.flux.weight', shape: [3, 5], dtype: 'BF16' as const }];
  for (const changed of [without, longer, more]) {
    expect(seriousOf({ config: stated, tensors: changed })).not.toEqual([]);
  }
});
