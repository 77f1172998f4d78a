import type { Family } from '../family.ts';
import type { NormKind } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';
import { isOn } from '../parts/isOn.ts';

/** MPT with ALiBi, as it was published: layer norms without shift, no biases. */
export const mpt: Family = {
  types: ['mpt'],
  describe: (source) => {
    const { config: stated } = source;
    const hiddenSize = stated.count('d_model');
    const numHeads = stated.count('n_heads');
    const attention = stated.section('attn_config');
    const unsupported = [
      [isOn(attention, 'qk_ln'), 'qk_ln'],
      [attention.raw('alibi') === false, 'alibi'],
      [attention.raw('attn_type') === 'multiquery_attention', 'attn_type'],
    ] as const;
    for (const [isThere, name] of unsupported) {
      if (!isThere) continue;
      const message = 'no published MPT has it so, and what its tensors would be is not mapped.';
      attention.note('error', 'hf.field_unsupported', name, message);
    }
    const config = stated.overriddenBy({
      hidden_size: hiddenSize,
      num_hidden_layers: stated.count('n_layers'),
      max_position_embeddings: stated.raw('max_seq_len'),
    });
    const hasBias = !config.flag('no_bias', { absent: true });
    const norm: NormKind = { kind: 'LayerNormLayer', spec: { hiddenSize, hasBias } };
    const intermediateSize = config.count('expansion_ratio', { absent: 4 }) * hiddenSize;
    const network = plainNetwork({ hiddenSize, intermediateSize }, hasBias);
    const numKvHeads = attention.optionalCount('kv_n_heads') ?? numHeads;
    return preNormStack(
      { ...source, config },
      {
        prefix: 'transformer.',
        layers: 'blocks',
        embedding: 'transformer.wte.',
        tiedByDefault: true,
        norm,
        finalNorm: { norm, prefix: 'transformer.norm_f.' },
        attention: uniformAttention(
          { hiddenSize, numHeads, numKvHeads, ...(hasBias && { hasBias }) },
          undefined,
          fusedQkvNaming('Wqkv', 'out_proj'),
        ),
        feedforward: () => network,
        places: {
          attentionNorm: 'norm_1.',
          attention: 'attn.',
          feedforwardNorm: 'norm_2.',
          feedforward: 'ffn.',
        },
      },
    );
  },
};
