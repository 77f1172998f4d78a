import type { Piece } from '../../blueprint/blueprint.ts';
import type { Family } from '../family.ts';
import { storedAt } from '../parts/embeddedText.ts';
import type { NormKind } from '../parts/frame.ts';
import { learnedPositions, plainNetwork } from '../parts/plainNetwork.ts';
import { stack } from '../parts/stack.ts';
import { linearNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** Rows of the table of positions that no position uses: the first two, as fairseq had it. */
const positionOffset = 2;

/** OPT and Galactica. 350M alone norms behind blocks, has no last norm, and embeds tokens in half its width. */
export const opt: Family = {
  types: ['opt'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const numHeads = config.count('num_attention_heads');
    const hasBias = config.flag('enable_bias', { absent: true });
    const hasWeight = config.flag('layer_norm_elementwise_affine', { absent: true });
    const isBefore = config.flag('do_layer_norm_before', { absent: true });
    const embeddingSize = config.count('word_embed_proj_dim', { absent: hiddenSize });
    const rows = config.count('max_position_embeddings', { absent: 2048 }) + positionOffset;
    const prefix = storedAt(source, ['model.decoder.', 'decoder.'], 'embed_tokens.weight');
    const norm: NormKind = {
      kind: 'LayerNormLayer',
      spec: { hiddenSize, ...(!hasWeight && { hasWeight: false }) },
    };
    const attention = uniformAttention(
      { hiddenSize, numHeads, numKvHeads: numHeads, ...(hasBias && { hasBias }) },
      undefined,
      linearNaming({ out_proj: 'o_proj' }),
    );
    const sizes = { hiddenSize, intermediateSize: config.count(['ffn_dim', 'intermediate_size']) };
    const network = plainNetwork(sizes, hasBias, ['fc1', 'fc2']);
    const projection = (module: string, dIn: number, dOut: number): readonly Piece[] =>
      dIn === dOut ? [] : [projectionAt(`${prefix}${module}.`, dIn, dOut)];
    const hasFinalNorm = isBefore && config.raw('_remove_final_layer_norm') !== true;
    return stack(source, {
      prefix,
      afterEmbedding: [
        ...projection('project_in', embeddingSize, hiddenSize),
        learnedPositions(rows, hiddenSize, `${prefix}embed_positions.`),
      ],
      finalNorm: hasFinalNorm ? { norm, prefix: `${prefix}final_layer_norm.` } : 'none',
      beforeHead: projection('project_out', hiddenSize, embeddingSize),
      embeddingSize,
      tiedByDefault: true,
      modules: (layer) =>
        isBefore
          ? {
              'self_attn_layer_norm.': norm,
              'self_attn.': attention(layer),
              'final_layer_norm.': norm,
              '': network,
            }
          : {
              'self_attn.': attention(layer),
              'self_attn_layer_norm.': norm,
              '': network,
              'final_layer_norm.': norm,
            },
    });
  },
};

function projectionAt(prefix: string, dIn: number, dOut: number): Piece {
  return {
    name: 'embedding.projection',
    kind: 'LinearLayer',
    spec: { dIn, dOut, hasBias: false },
    prefix,
    naming: { weight: 'linear.weight' },
  };
}
