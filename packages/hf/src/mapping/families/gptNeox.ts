import type { Family } from '../family.ts';
import { optionalBuffer } from '../parts/buffers.ts';
import { layerNorm } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** GPT-NeoX, Pythia, Dolly, RedPajama. */
export const gptNeox: Family = {
  types: ['gpt_neox'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const numHeads = config.count('num_attention_heads');
    const hasBias = config.flag('attention_bias', { absent: true });
    const norm = layerNorm(hiddenSize);
    const sizes = { hiddenSize, intermediateSize: config.count('intermediate_size') };
    const network = plainNetwork(sizes, true, ['dense_h_to_4h', 'dense_4h_to_h']);
    const model = preNormStack(source, {
      prefix: 'gpt_neox.',
      embedding: 'gpt_neox.embed_in.',
      head: 'embed_out.',
      tiedByDefault: false,
      norm,
      finalNorm: { norm, prefix: 'gpt_neox.final_layer_norm.' },
      attention: uniformAttention(
        { hiddenSize, numHeads, numKvHeads: numHeads, ...(hasBias && { hasBias }) },
        undefined,
        fusedQkvNaming('query_key_value', 'dense'),
      ),
      feedforward: () => network,
      places: { attention: 'attention.' },
    });
    const positions = config.optionalCount('max_position_embeddings') ?? 2048;
    const share = config.raw('rotary_pct');
    const headDim = hiddenSize / numHeads;
    const rotated = Math.floor((headDim * (typeof share === 'number' ? share : 0.25)) / 2);
    const buffers = Array.from({ length: model.numLayers }, (_, layer) => {
      const at = `gpt_neox.layers.${layer}.attention.`;
      return [
        optionalBuffer(`${at}bias`, [1, 1, positions, positions], 'BOOL'),
        optionalBuffer(`${at}masked_bias`, []),
        optionalBuffer(`${at}rotary_emb.inv_freq`, [rotated]),
      ];
    });
    return { ...model, buffers: buffers.flat() };
  },
};
