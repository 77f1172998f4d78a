import { buildModel, decodeModelConfig, formatParameterCount } from '@mantile/config';
import { model, modelIds } from '@mantile/config/models';
import type { Io } from '../io.ts';
import { styleFor } from '../print/style.ts';
import { table } from '../print/table.ts';

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
    .map((document) => {
      const config = decodeModelConfig(document);
      const { active } = buildModel(config).parameterCount;
      return {
        id: config.modelId,
        name: config.name,
        family: config.family ?? '',
        totalParams: config.totalParams,
        activeParams: active,
        layers: config.numLayers,
        maxContext: config.maxPositionEmbeddings,
      };
    });
}

/** The rows as a table for people. */
export function listText(rows: readonly ModelRow[], io: Io): string {
  if (rows.length === 0)
    return 'No model of the catalogue has these words; mantile models lists all.\n';
  const style = styleFor(io);
  const cells = rows.map(({ id, family, totalParams, activeParams, layers, maxContext }) => [
    style.strong(id),
    family,
    formatParameterCount(totalParams),
    activeParams === totalParams ? '' : formatParameterCount(activeParams),
    String(layers),
    maxContext?.toLocaleString('en-US') ?? '',
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
