import { partPrefix, type Piece } from '../../blueprint/blueprint.ts';
import type { ModelPart } from '@mantile/config';
import type { ConfigReader } from '../configReader.ts';
import type { ModelPieces, Source } from '../family.ts';

type Spec = Readonly<Record<string, unknown>>;

/** A norm's kind and spec. */
export interface NormKind {
  readonly kind: 'RMSNormLayer' | 'LayerNormLayer' | 'NormLayer';
  readonly spec: Spec;
}

/** The norm most models use. */
export function rmsNorm(hiddenSize: number): NormKind {
  return { kind: 'RMSNormLayer', spec: { hiddenSize } };
}

/** The norm with mean and shift of older models. */
export function layerNorm(hiddenSize: number): NormKind {
  return { kind: 'LayerNormLayer', spec: { hiddenSize } };
}

/** A norm at its place; `prefix` ends where the name of its weight begins: `model.norm.`. */
export function normAt(
  norm: NormKind,
  prefix: string,
  layer?: number,
  part: ModelPart = 'text',
): Piece {
  return { name: `${partPrefix(part)}norm`, ...norm, prefix, layer };
}

/** What surrounds the layers of a text model. */
export interface Frame {
  /** Where the model's own modules lie; `model.` in most checkpoints. */
  readonly prefix?: string;
  /** Prefixes of the modules around the layers, in full, where they are not the usual ones. */
  readonly embedding?: string;
  readonly head?: string;
  readonly finalNorm?: { readonly norm: NormKind; readonly prefix: string } | 'none';
  /** What the family's configuration class takes where `tie_word_embeddings` is absent. */
  readonly tiedByDefault: boolean;
  /** The pieces of one layer. */
  readonly layer: (index: number, prefix: string) => readonly Piece[];
}

/** A decoder in the usual frame: embedding, layers, final norm, head. */
export function decoder({ config, evidence }: Source, frame: Frame): ModelPieces {
  const hiddenSize = config.count('hidden_size');
  const numLayers = config.count('num_hidden_layers');
  const vocabSize = config.count('vocab_size');
  const { prefix = 'model.' } = frame;
  const headPrefix = frame.head ?? 'lm_head.';
  const tied = isTied(config, frame.tiedByDefault);
  if (tied && evidence?.has(`${headPrefix}weight`) === true) {
    config.note(
      'info',
      'hf.tied_head_stored',
      'tie_word_embeddings',
      `the checkpoint stores ${headPrefix}weight although it is tied to the embedding: ` +
        `published totals count its ${vocabSize * hiddenSize} parameters twice, this one does not.`,
    );
  }
  const { finalNorm = { norm: rmsNorm(hiddenSize), prefix: `${prefix}norm.` } } = frame;
  const pieces: Piece[] = [
    {
      name: 'embedding',
      kind: 'EmbeddingLayer',
      spec: { vocabSize, hiddenSize },
      prefix: frame.embedding ?? `${prefix}embed_tokens.`,
    },
  ];
  for (let index = 0; index < numLayers; index += 1) {
    pieces.push(...frame.layer(index, `${prefix}layers.${index}.`));
  }
  if (finalNorm !== 'none') pieces.push(normAt(finalNorm.norm, finalNorm.prefix));
  pieces.push({
    name: 'head',
    kind: 'LMHeadLayer',
    spec: { hiddenSize, vocabSize, ...(tied && { tied }) },
    prefix: headPrefix,
  });
  const maxPositionEmbeddings = config.optionalCount('max_position_embeddings');
  return {
    hiddenSize,
    numLayers,
    vocabSize,
    pieces,
    ...(maxPositionEmbeddings !== undefined && { maxPositionEmbeddings }),
  };
}

/** Whether the head is the embedding's weight. */
function isTied(config: ConfigReader, byDefault: boolean): boolean {
  return config.flag('tie_word_embeddings', { absent: byDefault });
}
