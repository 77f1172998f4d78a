import type { ModelConfigDocument } from '@mantile/config';
import { model } from '@mantile/config/models';
import { MantileError, nearestName } from '@mantile/core';
import { UsageError } from '../usageError.ts';

/** A model of the catalogue as its file holds it. */
export function showModel(id: string): ModelConfigDocument {
  try {
    return model(id);
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const legal = (error.faults[0]?.legal ?? []).map(String);
    const near = nearestName(id.split('/').at(-1) ?? id, legal);
    throw new UsageError(
      `the catalogue has no model ${JSON.stringify(id.slice(0, 100))}${near === undefined ? '.' : `, did you mean "${near}"?`} ` +
        'mantile models lists all of them.',
    );
  }
}
