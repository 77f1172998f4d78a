import { counted } from '../text.ts';
import type { ModelView } from './modelView.ts';

/** The likely cause of a total that is off, as a sentence with a space before it; empty where none can be told. */
export function explainDifference(difference: number, stated: number, model: ModelView): string {
  const cause = tableOrNorms(difference, model) ?? layersOff(difference, model);
  if (cause !== undefined) return ` ${cause}`;
  if (stated % 1e6 === 0) return ' It seems to be rounded; a total is exact.';
  return '';
}

/** A table over the vocabulary, norms, or both: what is left out most often. */
function tableOrNorms(difference: number, model: ModelView): string | undefined {
  const { hiddenSize, vocabSize, numLayers } = model;
  if (hiddenSize === undefined || vocabSize === undefined || numLayers === undefined)
    return undefined;
  const table = hiddenSize * vocabSize;
  const size = Math.abs(difference);
  // No model has more norms of its own width.
  const mostNorms = 6 * (numLayers + 1);
  const norms = (rest: number): number | undefined =>
    rest % hiddenSize === 0 && rest / hiddenSize <= mostNorms ? rest / hiddenSize : undefined;
  const normsOf = (count: number): string => `${counted(count, 'norm')} of ${hiddenSize}`;
  const isTotalLess = difference < 0;
  const tables = isTotalLess
    ? 'the table of an embedding or an LM head'
    : 'a table over the vocabulary, such as an LM head that is not tied';
  const tell = (what: string): string =>
    isTotalLess
      ? `That is ${what}: total_params seems to leave it out.`
      : `That is ${what}: it seems to be missing from the layers.`;
  const alone = norms(size);
  if (alone !== undefined && alone > 0) return tell(normsOf(alone));
  if (size < table) return undefined;
  const rest = norms(size - table);
  if (rest === undefined) return undefined;
  const tableSize = `${vocabSize} * ${hiddenSize} = ${table}`;
  return tell(
    rest === 0 ? `${tables}, ${tableSize}` : `${tables}, ${tableSize}, and ${normsOf(rest)}`,
  );
}

/** A count that is off. */
function layersOff(difference: number, { layers }: ModelView): string | undefined {
  for (const { document, parameters } of layers) {
    if (parameters === undefined || parameters === 0 || difference % parameters !== 0) continue;
    const count = document.count + difference / parameters;
    if (count < 0 || count > 4 * document.count) continue;
    return `It would be right with ${count} instead of ${document.count} of "${document.name}".`;
  }
  return undefined;
}
