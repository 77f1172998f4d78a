import { model, modelIds } from '@mantile/config/models';
import type { Io } from '../io.ts';
import { whole } from '../print/whole.ts';
import { shortCount } from '../print/shortCount.ts';
import { styleFor } from '../print/style.ts';
import { table } from '../print/table.ts';
import activeParams from './activeParams.json' with { type: 'json' };

/** A model of the catalogue in a line. */
export interface ModelRow {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly totalParams: number;
  /** Parameters that one token uses. */
  readonly activeParams: number;
  readonly layers: number;
  readonly maxContext?: number | undefined;
}

/** The models whose id, name or family has all the words, in the order of their ids. */
export function listModels(words: readonly string[]): readonly ModelRow[] {
  return modelIds()
    .map((id) => model(id))
    .filter(({ model_id: id, name, family = '', hf_model_id: hub = '' }) => {
      const text = `${id} ${name} ${family} ${hub}`.toLowerCase();
      return words.every((word) => text.includes(word.toLowerCase()));
    })
    .map((document) => ({
      id: document.model_id,
      name: document.name,
      family: document.family ?? '',
      totalParams: document.total_params,
      activeParams: activeOf(document.model_id) ?? document.total_params,
      layers: document.num_layers,
      maxContext: document.max_position_embeddings,
    }));
}

/** Counted beforehand: a list need not build a hundred models. Those that use all that they have are not in it. */
function activeOf(id: string): number | undefined {
  const counts: Readonly<Record<string, number>> = activeParams;
  return Object.hasOwn(counts, id) ? counts[id] : undefined;
}

/** The rows as a table for people. */
export function listText(rows: readonly ModelRow[], io: Io): string {
  if (rows.length === 0)
    return 'No model of the catalogue has these words; mantile models lists all.\n';
  const style = styleFor(io);
  const cells = rows.map(({ id, family, totalParams, activeParams, layers, maxContext }) => [
    style.strong(id),
    family,
    shortCount(totalParams),
    activeParams === totalParams ? '' : shortCount(activeParams),
    String(layers),
    maxContext === undefined ? '' : whole(maxContext),
  ]);
  return table(
    [
      { heading: 'id' },
      { heading: 'family' },
      { heading: 'parameters', align: 'right' },
      { heading: 'active', align: 'right' },
      { heading: 'layers', align: 'right' },
      { heading: 'context', align: 'right' },
    ],
    cells,
  );
}
