import type { Family } from '../family.ts';
import { optionalBuffer } from '../parts/buffers.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** Baichuan 1 and 2: Llama with queries, keys and values in one matrix; 13B weighs scores by position instead of rotating. */
export const baichuan: Family = {
  types: ['baichuan'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const numHeads = config.count('num_attention_heads');
    const model = preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(
        { hiddenSize, numHeads, numKvHeads: numHeads },
        undefined,
        fusedQkvNaming('W_pack', 'o_proj'),
      ),
      feedforward: gatedNetwork(config),
    });
    const buffers = Array.from({ length: model.numLayers }, (_, layer) =>
      optionalBuffer(`model.layers.${layer}.self_attn.rotary_emb.inv_freq`, [
        Math.floor(hiddenSize / numHeads / 2),
      ]),
    );
    return { ...model, buffers };
  },
};
