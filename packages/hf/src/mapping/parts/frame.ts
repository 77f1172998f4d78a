import { partPrefix, type Piece } from '../../blueprint/blueprint.ts';
import type { ModelPart } from '@mantile/config';
import type { ModelPieces, Source } from '../family.ts';
import { storedAt } from './embeddedText.ts';
import { headPieces } from './head.ts';

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
  /** Where the model's own modules lie; `model.` in most checkpoints, nothing where it was saved without a head. */
  readonly prefix?: string;
  /** The module of the layers, below that; `layers` in most checkpoints. */
  readonly layers?: string;
  /** Prefixes of the modules around the layers, in full, where they are not the usual ones. */
  readonly embedding?: string;
  readonly head?: string;
  readonly finalNorm?: { readonly norm: NormKind; readonly prefix: string } | 'none';
  /** What is added to the tokens' embeddings, or done to them. */
  readonly afterEmbedding?: readonly Piece[];
  /** What stands between the final norm and the head. */
  readonly beforeHead?: readonly Piece[];
  /** Width of the embedding and the head, where it is not the model's. */
  readonly embeddingSize?: number;
  readonly headHasBias?: boolean;
  /** What the family's configuration class takes where `tie_word_embeddings` is absent. */
  readonly tiedByDefault: boolean;
  /** The pieces of one layer. */
  readonly layer: (index: number, prefix: string) => readonly Piece[];
}

/** A decoder in the usual frame: embedding, layers, final norm, head. */
export function decoder(source: Source, frame: Frame): ModelPieces {
  const { config } = source;
  const hiddenSize = config.count('hidden_size');
  const numLayers = config.count('num_hidden_layers');
  const vocabSize = config.count('vocab_size');
  const { embeddingSize = hiddenSize, layers = 'layers' } = frame;
  const prefix = frame.prefix ?? storedAt(source, ['model.', ''], 'embed_tokens.weight');
  const { finalNorm = { norm: rmsNorm(hiddenSize), prefix: `${prefix}norm.` } } = frame;
  const pieces: Piece[] = [
    {
      name: 'embedding',
      kind: 'EmbeddingLayer',
      spec: { vocabSize, hiddenSize: embeddingSize },
      prefix: frame.embedding ?? `${prefix}embed_tokens.`,
    },
    ...(frame.afterEmbedding ?? []),
  ];
  for (let index = 0; index < numLayers; index += 1) {
    pieces.push(...frame.layer(index, `${prefix}${layers}.${index}.`));
  }
  if (finalNorm !== 'none') pieces.push(normAt(finalNorm.norm, finalNorm.prefix));
  const { head: headPrefix = 'lm_head.', tiedByDefault, headHasBias = false } = frame;
  pieces.push(
    ...(frame.beforeHead ?? []),
    ...headPieces(source, {
      hiddenSize: embeddingSize,
      vocabSize,
      prefix: headPrefix,
      tiedByDefault,
      hasBias: headHasBias,
    }),
  );
  const maxPositionEmbeddings = config.optionalCount('max_position_embeddings');
  return {
    hiddenSize,
    numLayers,
    vocabSize,
    pieces,
    ...(maxPositionEmbeddings !== undefined && { maxPositionEmbeddings }),
  };
}
