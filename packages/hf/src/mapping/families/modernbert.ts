import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, Source } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { storedAt } from '../parts/embeddedText.ts';
import {
  encoderTask,
  numLabels,
  ofEveryToken,
  ofFirstToken,
  tiedDecoder,
} from '../parts/encoderHeads.ts';
import { fusedGateNaming } from '../parts/feedforward.ts';
import { normAt, type NormKind } from '../parts/frame.ts';
import { modulesAt } from '../parts/stack.ts';
import { fusedQkvNaming } from '../parts/tower.ts';
import { mixedAttention } from '../parts/window.ts';

/** ModernBERT: rotated positions, gated networks, and two of three layers that see what is near on both sides. */
export const modernbert: Family = {
  types: ['modernbert'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const numLayers = config.count('num_hidden_layers');
    const vocabSize = config.count('vocab_size');
    const isBare = encoderTask(config) === 'none';
    const prefix = storedAt(
      source,
      isBare ? ['', 'model.'] : ['model.', ''],
      'embeddings.tok_embeddings.weight',
    );
    const hasBias = config.flag('norm_bias', { absent: false });
    const norm: NormKind = { kind: 'LayerNormLayer', spec: { hiddenSize, hasBias } };
    const attention = attentionOf(config, hiddenSize);
    const network = networkOf(config, hiddenSize);
    const pieces: Piece[] = [
      {
        name: 'embedding',
        kind: 'EmbeddingLayer',
        spec: { vocabSize, hiddenSize },
        prefix: `${prefix}embeddings.tok_embeddings.`,
      },
      normAt(norm, `${prefix}embeddings.norm.`),
    ];
    for (let layer = 0; layer < numLayers; layer += 1) {
      const modules = {
        // The embeddings were normed already.
        ...(layer > 0 && { 'attn_norm.': norm }),
        'attn.': attention(layer),
        'mlp_norm.': norm,
        'mlp.': network,
      };
      pieces.push(...modulesAt(modules, `${prefix}layers.${layer}.`, layer));
    }
    pieces.push(normAt(norm, `${prefix}final_norm.`), ...headOf(source, norm));
    const maxPositionEmbeddings = config.optionalCount('max_position_embeddings');
    return { hiddenSize, numLayers, vocabSize, maxPositionEmbeddings, pieces };
  },
};

function attentionOf(config: ConfigReader, hiddenSize: number): (layer: number) => Body {
  const numHeads = config.count('num_attention_heads');
  const hasBias = config.flag('attention_bias', { absent: false });
  const period = config.count('global_attn_every_n_layers', { absent: 3 });
  // As many on either side as half of it says, and the token itself.
  const window = 2 * Math.floor(config.count('local_attention', { absent: 128 }) / 2) + 1;
  return mixedAttention(
    {
      hiddenSize,
      numHeads,
      numKvHeads: numHeads,
      isCausal: false,
      ...(hasBias && { hasBias }),
    },
    (layer) => layer % period !== 0,
    window,
    fusedQkvNaming('Wqkv', 'Wo'),
  );
}

function networkOf(config: ConfigReader, hiddenSize: number): Body {
  const hasBias = config.flag('mlp_bias', { absent: false });
  const intermediateSize = config.count('intermediate_size');
  return {
    name: 'feedforward',
    kind: 'GatedMLPLayer',
    spec: { hiddenSize, intermediateSize, ...(hasBias && { hasBias }) },
    naming: fusedGateNaming('Wi', 'Wo'),
  };
}

/** What all heads begin with, and what the task adds; with a mean of all tokens the first projection runs after it. */
function headOf({ config }: Source, norm: NormKind): readonly Piece[] {
  const task = encoderTask(config);
  if (task === 'none' || task === 'unknown') return [];
  const hiddenSize = config.count('hidden_size');
  const hasBias = config.flag('classifier_bias', { absent: false });
  const sizes: [number, number] = [hiddenSize, hiddenSize];
  const transform = [
    ofEveryToken('head.transform', sizes, 'head.dense.', hasBias),
    normAt(norm, 'head.norm.'),
  ];
  if (task === 'maskedLm') {
    const decoderBias = config.flag('decoder_bias', { absent: true });
    return [...transform, tiedDecoder(config, 'decoder.', decoderBias ? 'bias' : undefined)];
  }
  const classes: [number, number] = [hiddenSize, task === 'answers' ? 2 : numLabels(config)];
  const classify = task === 'sequence' ? ofFirstToken : ofEveryToken;
  return [...transform, classify('head.classifier', classes, 'classifier.')];
}
