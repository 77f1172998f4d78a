import type { ModelConfigDocument } from '@mantile/config';
import type { EstimateNote } from '@mantile/core';
import { UsageError } from '../usageError.ts';
import { catalogueFile } from './catalogueFile.ts';

/** A model of the catalogue, and how its name was read where it is not its own. */
interface Found {
  readonly document: ModelConfigDocument;
  readonly notes: readonly EstimateNote[];
}

/**
 * The model of the catalogue that a name stands for: by id, by its name on the hub, or by nearly one of these;
 * undefined where there is none.
 */
export async function catalogueModel(text: string): Promise<Found | undefined> {
  const exact = catalogueFile(text);
  if (exact !== undefined) return { document: exact, notes: [] };
  // An address asks for the hub, and only these two forms can be names.
  if (!/^[\w.-]+(\/[\w.-]+)?$/.test(text)) return undefined;
  const { model, modelIds } = await import('@mantile/config/models');
  const { modelVariant } = await import('./modelVariant.ts');
  const wanted = text.toLowerCase();
  const ids = modelIds();
  // Where the program lies apart from its packages, there are no files of single models.
  const known =
    ids.find((id) => id === wanted) ??
    ids.find((id) => model(id).hf_model_id?.toLowerCase() === wanted);
  if (known !== undefined) return { document: model(known), notes: [] };
  const { document, several } = modelVariant(text);
  if (document !== undefined) {
    const address = text.includes('/')
      ? ` https://huggingface.co/${text} asks the hub for its own config.json.`
      : '';
    const message = `${text} is taken for ${document.model_id}: the same model by its name, but for its training or version.${address}`;
    return { document, notes: [{ code: 'model.variant', message }] };
  }
  if (several.length === 0 || text.includes('/')) return undefined;
  throw new UsageError(
    `"${text}" may be ${several.join(' or ')}, which are not of the same shapes; name one of them.`,
  );
}
