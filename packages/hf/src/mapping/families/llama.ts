import type { Family, ModelPieces, Source } from '../family.ts';
import { groupedQuerySpec, type AttentionChoices } from '../parts/attention.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { decoder, normAt, rmsNorm } from '../parts/frame.ts';

/** Pre-norm decoders of grouped-query attention and a gated network: Llama and the many built alike. */
function preNormDecoder(
  source: Source,
  choices: AttentionChoices,
  tiedByDefault: boolean,
): ModelPieces {
  const { config } = source;
  const attention = groupedQuerySpec(config, choices);
  const feedforward = gatedMlpSpec(config);
  const norm = rmsNorm(config.count('hidden_size'));
  return decoder(source, {
    tiedByDefault,
    layer: (layer, prefix) => [
      normAt(norm, `${prefix}input_layernorm.`, layer),
      {
        name: 'attention',
        kind: 'GroupedQueryAttentionLayer',
        spec: attention,
        prefix: `${prefix}self_attn.`,
        layer,
      },
      normAt(norm, `${prefix}post_attention_layernorm.`, layer),
      {
        name: 'feedforward',
        kind: 'GatedMLPLayer',
        spec: feedforward,
        prefix: `${prefix}mlp.`,
        layer,
      },
    ],
  });
}

/** Llama 1 to 3, and what says it is one: Yi, TinyLlama, CodeLlama. */
export const llama: Family = {
  types: ['llama'],
  describe: (source) => preNormDecoder(source, {}, false),
};

/** Qwen 2 and 2.5: biases on queries, keys and values that no field states. */
export const qwen2: Family = {
  types: ['qwen2'],
  describe: (source) => preNormDecoder(source, { qkvBias: true, oBias: false }, false),
};

/** Qwen 3: queries and keys normed head by head, which no field states either. */
export const qwen3: Family = {
  types: ['qwen3'],
  describe: (source) => preNormDecoder(source, { qkNorm: 'perHead' }, false),
};
