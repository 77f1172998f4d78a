import type { Family, Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { fusedGateNaming, gatedMlpSpec } from '../parts/feedforward.ts';
import { rmsNorm } from '../parts/frame.ts';
import { preNormStack, stack } from '../parts/stack.ts';
import { uniformAttention } from '../parts/window.ts';

/** GLM-4 9B of 2024: gate and up in one matrix, biases on queries, keys and values. */
export const glm: Family = {
  types: ['glm'],
  describe: (source) => preNormStack(source, { tiedByDefault: false, ...blocksOf(source) }),
};

/** GLM-4 of 2025, 9B and 32B, GLM-Z1 included: norms behind both blocks as well as in front. */
export const glm4: Family = {
  types: ['glm4'],
  describe: (source) => {
    const norm = rmsNorm(source.config.count('hidden_size'));
    const { attention, feedforward } = blocksOf(source);
    return stack(source, {
      tiedByDefault: false,
      modules: (layer) => ({
        'input_layernorm.': norm,
        'self_attn.': attention(layer),
        'post_self_attn_layernorm.': norm,
        'post_attention_layernorm.': norm,
        'mlp.': feedforward(),
        'post_mlp_layernorm.': norm,
      }),
    });
  },
};

function blocksOf({ config }: Source) {
  const qkvBias = config.flag('attention_bias', { absent: false });
  const spec = groupedQuerySpec(config, { numKvHeads: 2, headDim: 128, qkvBias, oBias: false });
  const network: Body = {
    name: 'feedforward',
    kind: 'GatedMLPLayer',
    spec: gatedMlpSpec(config),
    naming: fusedGateNaming('gate_up_proj', 'down_proj'),
  };
  return { attention: uniformAttention(spec), feedforward: () => network };
}
