import type { Family } from '../family.ts';
import { rotaryBuffers } from '../parts/buffers.ts';
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
    return { ...model, buffers: rotaryBuffers(config, model.numLayers) };
  },
};
