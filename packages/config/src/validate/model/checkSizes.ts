import type { FindingList } from '../findingList.ts';
import type { LayerView } from '../layers/layerView.ts';
import { isWhole } from '../text.ts';
import type { ModelView } from './modelView.ts';

/** Checks the sizes of a model against those in the specs of its text layers. */
export function checkSizes(model: ModelView, findings: FindingList): void {
  const text = model.layers.filter(({ name }) => name.part === 'text');
  const blocks = text.filter(
    ({ name }) => name.role === 'attention' || name.role === 'feedforward',
  );
  compare(
    'hidden_size',
    model.hiddenSize,
    blocks.length > 0 ? blocks : text,
    'hiddenSize',
    findings,
  );
  // Refined names are other tables and heads: of positions, of token types, of a pooler.
  const tables = text.filter(({ document }) => ['embedding', 'head'].includes(document.name));
  compare('vocab_size', model.vocabSize, tables.length > 0 ? tables : text, 'vocabSize', findings);
}

/** Layers may differ from the model, a padded table for instance; where none agrees with it, it is wrong. */
function compare(
  key: string,
  stated: number | undefined,
  layers: readonly LayerView[],
  specKey: string,
  findings: FindingList,
): void {
  if (stated === undefined) return;
  const sizes = layers.flatMap(({ layer, document }) => {
    const size = (layer?.spec as Readonly<Record<string, unknown>> | undefined)?.[specKey];
    return isWhole(size, 1) ? [{ size, name: document.name }] : [];
  });
  const others = sizes.filter(({ size }) => size !== stated);
  const [first] = others;
  if (first === undefined) return;
  const distinct = [...new Set(others.map(({ size }) => size))];
  const which = others
    .slice(0, 5)
    .map(({ name }) => `"${name}"`)
    .join(', ');
  const message = `${key} is ${stated}, and that of ${which} is ${distinct.slice(0, 5).join(', ')}.`;
  if (others.length < sizes.length) {
    const fix = `Check these layers, unless they are meant to have another ${key}.`;
    findings.warning('config.size_differs', key, message, fix);
  } else {
    findings.error(
      'config.size_mismatch',
      key,
      message,
      `Set ${key} to ${first.size}, if the layers are right.`,
    );
  }
}
