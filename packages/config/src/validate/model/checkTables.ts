import type { FindingList } from '../findingList.ts';
import type { LayerView } from '../layers/layerView.ts';
import { isWhole } from '../text.ts';
import type { ModelView } from './modelView.ts';

/** Kinds beside tables and heads that know the words of the vocabulary. */
const knowWords = new Set(['HashRoutedMoELayer', 'MultiTokenPredictionLayer']);

/** Checks what stands once in a model, the embedding and the head, and all that knows its vocabulary. */
export function checkTables(model: ModelView, findings: FindingList): void {
  for (const view of model.layers) {
    const { document, path } = view;
    const isTable = document.name === 'embedding' || document.name === 'head';
    if (isTable && document.count !== 1) {
      findings.error(
        'config.table_count',
        `${path}.count`,
        `a model has one ${document.name}, not ${document.count}.`,
        'Set count to 1; name what else there is behind a dot, such as "embedding.position".',
      );
    }
    checkWords(view, model.vocabSize, findings);
  }
  checkHead(model, findings);
}

/** A head multiplies what the model puts out. Some put out another width, as wide as what they look up. */
function checkHead({ layers, hiddenSize }: ModelView, findings: FindingList): void {
  const widthOf = (name: string): number | undefined =>
    sizeOf(
      layers.find(({ document }) => document.name === name),
      'hiddenSize',
    );
  const head = layers.find(({ document }) => document.name === 'head');
  const width = widthOf('head');
  if (head === undefined || width === undefined || hiddenSize === undefined) return;
  // Where no layer agrees with hidden_size, that is what is wrong.
  if (width === hiddenSize || findings.hasErrorAt('hidden_size')) return;
  const path = `${head.path}.specs.hidden_size`;
  if (width === widthOf('embedding')) {
    findings.warning(
      'config.head_width',
      path,
      `embedding and head are ${width} wide, and hidden_size is ${hiddenSize}.`,
      `Check that, and that the model has projections between ${width} and ${hiddenSize}.`,
    );
    return;
  }
  findings.error(
    'config.head_width',
    path,
    `the head takes ${width} elements, and hidden_size is ${hiddenSize}.`,
    `Set it to ${hiddenSize}, if hidden_size is right.`,
  );
}

function checkWords(view: LayerView, vocabSize: number | undefined, findings: FindingList): void {
  if (!knowWords.has(view.document.class)) return;
  const words = sizeOf(view, 'vocabSize');
  if (words === undefined || vocabSize === undefined || words === vocabSize) return;
  findings.warning(
    'config.words_differ',
    `${view.path}.specs.vocab_size`,
    `this layer knows ${words} words, and vocab_size is ${vocabSize}.`,
    `Set it to ${vocabSize}, unless it is meant to be another.`,
  );
}

function sizeOf(view: LayerView | undefined, key: string): number | undefined {
  const size = (view?.layer?.spec as Readonly<Record<string, unknown>> | undefined)?.[key];
  return isWhole(size, 1) ? size : undefined;
}
