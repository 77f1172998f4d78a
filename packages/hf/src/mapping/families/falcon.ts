import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { layerNorm, type NormKind } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { stack, type Modules } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** Falcon 1 and 2, under the names of their first releases too: attention and network side by side, as a rule. */
export const falcon: Family = {
  types: ['falcon', 'RefinedWeb', 'RefinedWebModel'],
  describe: (source) => {
    const { config: stated } = source;
    const hiddenSize = stated.count(['hidden_size', 'n_embed']);
    const numHeads = stated.count(['num_attention_heads', 'n_head']);
    const config = stated.overriddenBy({
      hidden_size: hiddenSize,
      num_hidden_layers: stated.count(['num_hidden_layers', 'n_layer']),
    });
    // The first release of 40B says so by its type alone.
    const isNew = config.flag('new_decoder_architecture', {
      absent: config.raw('model_type') === 'RefinedWeb',
    });
    const hasBias = config.flag('bias', { absent: false });
    const numKvHeads = kvHeadsOf(config, isNew, numHeads);
    const intermediateSize = config.count('ffn_hidden_size', { absent: 4 * hiddenSize });
    const norm = layerNorm(hiddenSize);
    const attention = uniformAttention(
      { hiddenSize, numHeads, numKvHeads, ...(hasBias && { hasBias }) },
      undefined,
      fusedQkvNaming('query_key_value', 'dense'),
    );
    const network = plainNetwork({ hiddenSize, intermediateSize }, hasBias, [
      'dense_h_to_4h',
      'dense_4h_to_h',
    ]);
    const norms = normsOf(config, isNew, norm);
    return stack(
      { ...source, config },
      {
        prefix: 'transformer.',
        layers: 'h',
        embedding: 'transformer.word_embeddings.',
        finalNorm: { norm, prefix: 'transformer.ln_f.' },
        tiedByDefault: true,
        modules: (layer) => ({
          ...norms.attention,
          'self_attention.': attention(layer),
          ...norms.network,
          'mlp.': network,
        }),
      },
    );
  },
};

function kvHeadsOf(config: ConfigReader, isNew: boolean, numHeads: number): number {
  if (isNew) return config.count(['num_kv_heads', 'n_head_kv'], { absent: numHeads });
  return config.flag('multi_query', { absent: true }) ? 1 : numHeads;
}

/** Two norms side by side since 40B, one in Falcon 2; one behind the other where the blocks are. */
function normsOf(
  config: ConfigReader,
  isNew: boolean,
  norm: NormKind,
): { readonly attention: Modules; readonly network: Modules } {
  const numNorms = config.count('num_ln_in_parallel_attn', { absent: isNew ? 2 : 1 });
  const isParallel = config.flag('parallel_attn', { absent: true });
  if (isParallel && isNew && numNorms === 2) {
    return { attention: { 'ln_attn.': norm }, network: { 'ln_mlp.': norm } };
  }
  return {
    attention: { 'input_layernorm.': norm },
    network: isParallel ? {} : { 'post_attention_layernorm.': norm },
  };
}
