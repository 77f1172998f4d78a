import type { Family } from '../family.ts';
import { storedAt } from '../parts/embeddedText.ts';
import { layerNorm, normAt } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** BLOOM and BLOOMZ: positions weigh the scores (ALiBi) and hold nothing; the embeddings are normed. */
export const bloom: Family = {
  types: ['bloom'],
  describe: (source) => {
    const hiddenSize = source.config.count(['hidden_size', 'n_embed']);
    const numHeads = source.config.count(['n_head', 'num_attention_heads']);
    const config = source.config.overriddenBy({
      hidden_size: hiddenSize,
      num_hidden_layers: source.config.count(['n_layer', 'num_hidden_layers']),
      max_position_embeddings: source.config.raw('seq_length'),
    });
    const prefix = storedAt(source, ['', 'transformer.'], 'word_embeddings.weight');
    const norm = layerNorm(hiddenSize);
    const network = plainNetwork({ hiddenSize, intermediateSize: 4 * hiddenSize }, true, [
      'dense_h_to_4h',
      'dense_4h_to_h',
    ]);
    return preNormStack(
      { ...source, config },
      {
        prefix,
        layers: 'h',
        embedding: `${prefix}word_embeddings.`,
        afterEmbedding: [normAt(norm, `${prefix}word_embeddings_layernorm.`)],
        tiedByDefault: true,
        norm,
        finalNorm: { norm, prefix: `${prefix}ln_f.` },
        attention: uniformAttention(
          { hiddenSize, numHeads, numKvHeads: numHeads, hasBias: true },
          undefined,
          fusedQkvNaming('query_key_value', 'dense'),
        ),
        feedforward: () => network,
        places: { attention: 'self_attention.' },
      },
    );
  },
};
