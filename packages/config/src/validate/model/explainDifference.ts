import { isNorm } from '../layers/kindRole.ts';
import type { LayerView } from '../layers/layerView.ts';
import { counted } from '../text.ts';
import type { ModelView } from './modelView.ts';

/** What a total that is off most likely comes from. */
export interface Cause {
  /** As a sentence with a space before it; empty where nothing tells. */
  readonly said: string;
  /** What to try before the total is set to what the layers add up to. */
  readonly fix?: string;
}

/**
 * The likely cause of a total that is off. Numbers agree by chance easily, so that only what a model's structure
 * explains is named: whole tables, as many norms as layers can lack, a count that could be another.
 */
export function explainDifference(difference: number, stated: number, model: ModelView): Cause {
  const found = tiedHead(difference, model) ?? tableOrNorms(difference, model);
  if (found !== undefined) return found;
  const count = layersOff(difference, model);
  if (count !== undefined) return { said: ` ${count}` };
  return { said: stated % 1e6 === 0 ? ' It seems to be rounded; a total is exact.' : '' };
}

/** The layers hold one table too much, and the head is not said to share the embedding's. */
function tiedHead(difference: number, { layers }: ModelView): Cause | undefined {
  const head = layers.find(({ document }) => document.name === 'head');
  const embedding = layers.find(({ document }) => document.name === 'embedding');
  if (head === undefined || embedding?.parameters === undefined) return undefined;
  if (specOf(head)['tied'] !== false || difference >= 0) return undefined;
  if (head.document.count !== 1 || embedding.document.count !== 1) return undefined;
  const table = embedding.parameters;
  if (-difference !== table || (head.parameters ?? 0) < table) return undefined;
  const known = layers.reduce(
    (sum, { parameters = 0, document }) => sum + parameters * document.count,
    0,
  );
  return {
    said: ` That is ${table}, the head's weight: it may be tied, stored as the embedding's alone.`,
    fix:
      `If the checkpoint stores no weight of the head, add "tied": true to ${head.path}.specs; ` +
      `otherwise set total_params to ${known}, if the layers are right.`,
  };
}

/** A table over the vocabulary, norms, or both: what is left out most often. */
function tableOrNorms(difference: number, model: ModelView): Cause | undefined {
  const { hiddenSize, vocabSize } = model;
  if (hiddenSize === undefined || vocabSize === undefined) return undefined;
  const table = hiddenSize * vocabSize;
  const size = Math.abs(difference);
  const isTotalLess = difference < 0;
  const normsIn = (rest: number): number | undefined =>
    rest % hiddenSize === 0 && couldBeNorms(rest / hiddenSize, isTotalLess, model)
      ? rest / hiddenSize
      : undefined;
  const normsOf = (count: number): string => `${counted(count, 'norm')} of ${hiddenSize}`;
  const tables = isTotalLess
    ? 'the table of an embedding or an LM head'
    : 'a table over the vocabulary, such as an LM head that is not tied';
  const tell = (what: string): Cause => ({
    said: isTotalLess
      ? ` That is ${what}: total_params seems to leave it out.`
      : ` That is ${what}: it seems to be missing from the layers.`,
  });
  const alone = normsIn(size);
  if (alone !== undefined) return tell(normsOf(alone));
  const tableSize = `${vocabSize} * ${hiddenSize} = ${table}`;
  if (size === table) return tell(`${tables}, ${tableSize}`);
  const rest = size > table ? normsIn(size - table) : undefined;
  return rest === undefined ? undefined : tell(`${tables}, ${tableSize}, and ${normsOf(rest)}`);
}

/**
 * Whether so many norms may have been left out: those that then remain, or are then there, are one to four of each
 * layer, or none, and perhaps the last. Where each layer has its two already, none is missing: what is as large as
 * some norms is a bias, or an inner width that is off by one.
 */
function couldBeNorms(count: number, isTotalLess: boolean, model: ModelView): boolean {
  const { numLayers, layers, hiddenSize } = model;
  if (numLayers === undefined || count < 1) return false;
  const present = layers
    .filter(({ name, document }) => name.part === 'text' && isNorm(document.class))
    .filter((view) => specOf(view)['hiddenSize'] === hiddenSize)
    .reduce((sum, { document }) => sum + document.count, 0);
  const perLayer = (norms: number): number | undefined =>
    [norms, norms - 1].map((each) => each / numLayers).find((each) => Number.isInteger(each));
  const isUsual = (each = 0, most = 4): boolean => each >= 1 && each <= most;
  if (isTotalLess) return present === count || isUsual(perLayer(present - count));
  const now = perLayer(present);
  const isWhole = now !== undefined && present % numLayers !== 0;
  return isUsual(perLayer(present + count), isWhole ? 2 : 4) && !(isWhole && now >= 2);
}

/** A count that is off. */
function layersOff(difference: number, { layers, numLayers }: ModelView): string | undefined {
  for (const { document, parameters, name, indices } of layers) {
    if (parameters === undefined || parameters === 0 || difference % parameters !== 0) continue;
    const count = document.count + difference / parameters;
    const isBlock = name.role === 'attention' || name.role === 'feedforward';
    // Where places are named, they tell the count; no layer has more of one type than there are layers.
    if (!isBlock || indices !== undefined || numLayers === undefined) continue;
    if (count < 1 || count > numLayers) continue;
    return `It would be right with ${count} instead of ${document.count} of "${document.name}".`;
  }
  return undefined;
}

function specOf({ layer }: LayerView): Readonly<Record<string, unknown>> {
  return (layer?.spec ?? {}) as Readonly<Record<string, unknown>>;
}
