import type { Family } from '../family.ts';
import { optionalBuffer } from '../parts/buffers.ts';
import { layerNorm } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { stack } from '../parts/stack.ts';
import { linearNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** GPT-J: attention without biases and a network with them, side by side behind one norm; the head has one too. */
export const gptj: Family = {
  types: ['gptj'],
  describe: (source) => {
    const { config: stated } = source;
    const hiddenSize = stated.count(['n_embd', 'hidden_size']);
    const numHeads = stated.count(['n_head', 'num_attention_heads']);
    const positions = stated.count(['n_positions', 'max_position_embeddings']);
    const config = stated.overriddenBy({
      hidden_size: hiddenSize,
      num_hidden_layers: stated.count(['n_layer', 'num_hidden_layers']),
      max_position_embeddings: positions,
    });
    const norm = layerNorm(hiddenSize);
    const attention = uniformAttention(
      { hiddenSize, numHeads, numKvHeads: numHeads },
      undefined,
      linearNaming({ out_proj: 'o_proj' }),
    );
    const intermediateSize = config.optionalCount('n_inner') ?? 4 * hiddenSize;
    const network = plainNetwork({ hiddenSize, intermediateSize }, true, ['fc_in', 'fc_out']);
    const model = stack(
      { ...source, config },
      {
        prefix: 'transformer.',
        layers: 'h',
        embedding: 'transformer.wte.',
        finalNorm: { norm, prefix: 'transformer.ln_f.' },
        tiedByDefault: false,
        headHasBias: true,
        modules: (layer) => ({ 'ln_1.': norm, 'attn.': attention(layer), 'mlp.': network }),
      },
    );
    const buffers = Array.from({ length: model.numLayers }, (_, layer) => {
      const at = `transformer.h.${layer}.attn.`;
      return [
        optionalBuffer(`${at}bias`, [1, 1, positions, positions], 'BOOL'),
        optionalBuffer(`${at}masked_bias`, []),
      ];
    });
    return { ...model, buffers: buffers.flat() };
  },
};
