import { buildModel, type ModelConfigDocument } from '@mantile/config';
import { withPart } from '../markdown/part.ts';
import { table } from '../markdown/table.ts';

export const page = 'docs/models.md';

/** The page of the catalogue, with its table written anew. */
export function withModels(text: string, models: readonly ModelConfigDocument[]): Promise<string> {
  const rows = models.map((document) => {
    const { parameterCount } = buildModel(document, { parts: { encoder: 'runs' } });
    const url = document.validation_sources?.[0] ?? '';
    return [
      `[\`${document.model_id}\`](${url})`,
      document.family ?? '',
      document.total_params.toLocaleString('en-US'),
      parameterCount.active.toLocaleString('en-US'),
      String(document.num_layers),
      document.max_position_embeddings?.toLocaleString('en-US') ?? '',
    ];
  });
  const headings = ['id and source', 'family', 'parameters', 'per token', 'layers', 'context'];
  return withPart(
    text,
    'models: written by npm run models:write',
    table(headings, rows).join('\n'),
  );
}
