import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { layerNorm } from '../parts/frame.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { stack } from '../parts/stack.ts';
import { uniformAttention } from '../parts/window.ts';

/** Where StableLM 2 12B keeps its norms of queries and keys: one tensor a head. */
const headNorms = {
  'q_layernorm.norms.{expert}.weight': 'q_norm.weight',
  'k_layernorm.norms.{expert}.weight': 'k_norm.weight',
};

/** StableLM 1 to 2: layer norms; in 12B attention and network run side by side behind one of them. */
export const stablelm: Family = {
  types: ['stablelm', 'stablelm_epoch'],
  describe: (source) => {
    const { config } = source;
    const qkvBias = config.flag('use_qkv_bias', { absent: false });
    const isNormed = config.flag('qk_layernorm', { absent: false });
    const isParallel = config.flag('use_parallel_residual', { absent: false });
    const spec = groupedQuerySpec(config, {
      numKvHeads: 32,
      qkvBias,
      oBias: false,
      ...(isNormed && { qkNorm: 'perHeadAndDimension' }),
    });
    const attention = uniformAttention(spec, undefined, headNorms);
    const network = gatedNetwork(config);
    const norm = layerNorm(config.count('hidden_size'));
    return stack(source, {
      tiedByDefault: false,
      finalNorm: { norm, prefix: 'model.norm.' },
      modules: (layer) => ({
        'input_layernorm.': norm,
        'self_attn.': attention(layer),
        ...(!isParallel && { 'post_attention_layernorm.': norm }),
        'mlp.': network(),
      }),
    });
  },
};
