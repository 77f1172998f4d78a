import type { Piece } from '../../blueprint/blueprint.ts';
import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Source } from '../family.ts';

/** Where a checkpoint keeps what a module for multi-token prediction adds around its layer, below its prefix. */
export interface PredictionNames {
  readonly embeddingNorm: string;
  readonly hiddenNorm: string;
  /** The projection of both, side by side with the embedding's half first, or one of each. */
  readonly projection: string | readonly [ofEmbedding: string, ofHidden: string];
  readonly outputNorm: string;
  readonly embedding?: string;
  readonly head?: string;
}

/** What a module stores of its own instead of using the model's. */
export interface PredictionOwns {
  readonly hasOwnEmbedding?: boolean;
  readonly hasOwnHead?: boolean;
}

/** What a module for multi-token prediction adds around its layer, which follows as pieces of its own. */
export function predictionModule(
  config: ConfigReader,
  prefix: string,
  layer: number,
  names: PredictionNames,
  { hasOwnEmbedding = false, hasOwnHead = false }: PredictionOwns = {},
): Piece {
  return {
    name: 'mtp.head',
    kind: 'MultiTokenPredictionLayer',
    spec: {
      hiddenSize: config.count('hidden_size'),
      vocabSize: config.count('vocab_size'),
      ...(hasOwnEmbedding && { hasOwnEmbedding }),
      ...(hasOwnHead && { hasOwnHead }),
    },
    prefix,
    layer,
    naming: {
      [`${names.embedding ?? 'embed_tokens'}.weight`]: 'embed_tokens.weight',
      [`${names.embeddingNorm}.weight`]: 'embedding_norm.weight',
      [`${names.hiddenNorm}.weight`]: 'hidden_norm.weight',
      ...projectionNaming(names.projection),
      [`${names.outputNorm}.weight`]: 'output_norm.weight',
      [`${names.head ?? 'lm_head'}.weight`]: 'lm_head.weight',
    },
  };
}

function projectionNaming(projection: PredictionNames['projection']): Naming {
  const both = ['embedding_proj.weight', 'hidden_proj.weight'] as const;
  if (typeof projection === 'string') return { [`${projection}.weight`]: { of: both, along: 1 } };
  const [ofEmbedding, ofHidden] = projection;
  return { [`${ofEmbedding}.weight`]: both[0], [`${ofHidden}.weight`]: both[1] };
}

/** Far more than any model has, and few enough to write down. */
const mostModules = 100;

/**
 * How many modules for multi-token prediction a checkpoint stores: as many as its tensors show where they are
 * known, as many as its configuration states otherwise.
 */
export function storedModules(
  { config, evidence }: Source,
  field: string,
  stated: number,
  tensorOf: (module: number) => string,
): number {
  if (stated > mostModules) {
    const message = `expected at most ${mostModules} modules, got ${stated}.`;
    config.note('error', 'hf.field_invalid', field, message);
    return 0;
  }
  if (evidence === undefined) return stated;
  let stored = 0;
  while (evidence.has(tensorOf(stored))) stored += 1;
  if (stored !== stated && config.has(field)) {
    config.note(
      'info',
      'hf.mtp_stored',
      field,
      `states ${stated} modules for multi-token prediction, but the checkpoint stores ${stored}: those are counted.`,
    );
  }
  return stored;
}
