import type { ModelConfigDocument } from '@mantile/config';
import { modelIds } from '@mantile/config/models';
import { nearestName } from '@mantile/core';
import type { Io } from '../io.ts';
import { nearestOnHub } from '../source/modelSource.ts';
import { UsageError } from '../usageError.ts';
import { catalogueModel } from './catalogueModel.ts';

/** A model of the catalogue as its file holds it, by the names that estimates take. */
export async function showModel(id: string, io: Pick<Io, 'error'>): Promise<ModelConfigDocument> {
  const found = await catalogueModel(id);
  if (found !== undefined) {
    for (const { message } of found.notes) io.error(`${message}\n`);
    return found.document;
  }
  const near = id.includes('/') ? nearestOnHub(id) : nearestName(id, modelIds());
  throw new UsageError(
    `the catalogue has no model ${JSON.stringify(id.slice(0, 100))}${near === undefined ? '.' : `, did you mean "${near}"?`} ` +
      'mantile models lists all of them.',
  );
}
