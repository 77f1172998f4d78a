import type { Family } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { storedBuffer } from '../parts/buffers.ts';
import { fusedGateNaming } from '../parts/feedforward.ts';
import { layerNorm, rmsNorm } from '../parts/frame.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** ChatGLM 2 and 3, and GLM-4 9B in their form; the first ChatGLM goes by the same name and is another model. */
export const chatglm: Family = {
  types: ['chatglm'],
  describe: (source) => {
    const { config: stated } = source;
    if (stated.has('inner_hidden_size') || stated.has('position_encoding_2d')) {
      const message = 'this is the first ChatGLM, which is not mapped: 2 and 3 are.';
      stated.note('error', 'hf.model_unsupported', 'model_type', message);
    }
    const hiddenSize = stated.count('hidden_size');
    const numHeads = stated.count('num_attention_heads');
    const headDim = stated.count('kv_channels', { absent: 128 });
    const isGrouped = stated.flag('multi_query_attention', { absent: false });
    const numKvHeads = isGrouped ? stated.count('multi_query_group_num', { absent: 1 }) : numHeads;
    const config = stated.overriddenBy({
      num_hidden_layers: stated.count(['num_layers', 'num_hidden_layers']),
      // The table is padded beyond the words, so that the two may well differ.
      vocab_size: stated.count(
        stated.has('padded_vocab_size') || !stated.has('vocab_size')
          ? 'padded_vocab_size'
          : 'vocab_size',
      ),
      max_position_embeddings: stated.raw('seq_length'),
    });
    const hasBias = config.flag('add_bias_linear', { absent: false });
    const qkvBias = hasBias || config.flag('add_qkv_bias', { absent: false });
    const norm = config.flag('rmsnorm', { absent: true })
      ? rmsNorm(hiddenSize)
      : layerNorm(hiddenSize);
    const network: Body = {
      name: 'feedforward',
      kind: 'GatedMLPLayer',
      spec: {
        hiddenSize,
        intermediateSize: config.count('ffn_hidden_size'),
        ...(hasBias && { hasBias }),
      },
      naming: fusedGateNaming('dense_h_to_4h', 'dense_4h_to_h'),
    };
    const hasFinalNorm = config.flag('post_layer_norm', { absent: true });
    const prefix = 'transformer.encoder.';
    const model = preNormStack(
      { ...source, config },
      {
        prefix,
        embedding: 'transformer.embedding.word_embeddings.',
        head: 'transformer.output_layer.',
        tiedByDefault: false,
        norm,
        finalNorm: hasFinalNorm ? { norm, prefix: `${prefix}final_layernorm.` } : 'none',
        attention: uniformAttention(
          {
            hiddenSize,
            numHeads,
            numKvHeads,
            ...(headDim * numHeads !== hiddenSize && { headDim }),
            ...(qkvBias && { qkvBias }),
            ...(hasBias && { oBias: true }),
          },
          undefined,
          fusedQkvNaming('query_key_value', 'dense'),
        ),
        feedforward: () => network,
        places: { attention: 'self_attention.' },
      },
    );
    // Half of each head is rotated.
    const frequencies = [Math.floor(headDim / 4)];
    const name = 'transformer.rotary_pos_emb.inv_freq';
    return { ...model, buffers: [storedBuffer(source, name, frequencies)] };
  },
};
