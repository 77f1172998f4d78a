import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Evidence, Family, ModelPieces, Source } from '../family.ts';

/** Where a checkpoint keeps a text model's modules: by the start of a name where it stands alone. */
export type Places = Readonly<Record<string, string>>;

/** A text model in a module of its own, head included. */
export const wrappedText: Places = {
  'model.': 'language_model.model.',
  'lm_head.': 'language_model.lm_head.',
};

/** A text model beside its towers in one module, its head outside. */
export const groupedText: Places = { 'model.': 'model.language_model.' };

/** The first of several places whose embedding the checkpoint holds; the first where nothing is known of it. */
export function storedPlaces(
  { evidence }: Source,
  candidates: readonly [Places, ...Places[]],
): Places {
  const isStored = (places: Places): boolean =>
    evidence?.has(`${places['model.'] ?? 'model.'}embed_tokens.weight`) === true;
  return candidates.find(isStored) ?? candidates[0];
}

/**
 * The text model's section; where there is none, its fields lie beside the others. Whether the head is tied, the
 * outer field says where both do: it is what the model's class goes by (Qwen3.5-0.8B has true outside, false within).
 */
export function textSection(config: ConfigReader): ConfigReader {
  if (!config.has('text_config')) return config;
  const section = config.section('text_config');
  const tied = config.raw('tie_word_embeddings');
  if (tied === undefined && section.has('tie_word_embeddings')) {
    config.noteAbsent('tie_word_embeddings', 'what the text model says of itself is taken');
  }
  return tied === undefined ? section : section.overriddenBy({ tie_word_embeddings: tied });
}

/** The text model of a model with several parts: described by its own family, its tensors elsewhere. */
export function embeddedText(
  { evidence }: Source,
  config: ConfigReader,
  family: Family,
  places: Places,
): ModelPieces {
  const model = family.describe({ config, evidence: evidence && inside(evidence, places) });
  return {
    ...model,
    pieces: model.pieces.map((piece) => relocated(piece, places)),
    ...(model.buffers !== undefined && {
      buffers: model.buffers.map((buffer) => ({ ...buffer, name: moved(buffer.name, places) })),
    }),
  };
}

/** The family that says it knows a text model's `model_type`; where none does, that is an error. */
export function textFamily(
  config: ConfigReader,
  known: readonly Family[],
  absent?: string,
): Family | undefined {
  const type = config.text('model_type', absent === undefined ? {} : { absent });
  const family = known.find(({ types }) => types.includes(type));
  if (family === undefined && type !== '') {
    config.note(
      'error',
      'hf.text_model_unknown',
      'model_type',
      `no mapping for text models of type ${JSON.stringify(type.slice(0, 60))} in this model.`,
      'Inspect its tensors for a gap report, or describe it in a model config by hand.',
    );
  }
  return family;
}

/** The first of several places whose probe the checkpoint holds; the first where nothing is known of it. */
export function storedAt(
  { evidence }: Source,
  candidates: readonly [string, ...string[]],
  probe: string,
): string {
  const found = candidates.find((candidate) => evidence?.has(candidate + probe) === true);
  return found ?? candidates[0];
}

function relocated(piece: Piece, places: Places): Piece {
  const naming =
    piece.naming &&
    Object.fromEntries(
      Object.entries(piece.naming).map(([name, rule]) => [
        name.startsWith('/') ? `/${moved(name.slice(1), places)}` : name,
        rule,
      ]),
    );
  const prefix = moved(piece.prefix, places);
  return { ...piece, prefix, ...(naming !== undefined && { naming }) };
}

function moved(name: string, places: Places): string {
  const from = Object.keys(places).find((start) => name.startsWith(start));
  return from === undefined ? name : (places[from] ?? '') + name.slice(from.length);
}

/** A checkpoint's tensors under the names that they have where the text model stands alone. */
function inside(evidence: Evidence, places: Places): Evidence {
  const back = Object.fromEntries(Object.entries(places).map(([from, to]) => [to, from]));
  return new Map([...evidence].map(([name, shape]) => [moved(name, back), shape]));
}
