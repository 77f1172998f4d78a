import { modelIds } from '@mantile/config/models';
import { standardDtypes } from '@mantile/core';
import { chips, links, systems } from '@mantile/hardware';
import descriptions from '../layers/kindDescriptions.json' with { type: 'json' };
import type { CatalogueName } from './valueSets.ts';

/** The ids of the catalogues, as they go into a script: what it completes starts no program. */
export function catalogueWords(): Readonly<Record<CatalogueName, readonly string[]>> {
  return {
    models: modelIds(),
    chips: chips.map(({ id }) => id),
    systems: systems.map(({ id }) => id),
    links: links.map(({ id }) => id),
    // Without the layers themselves, which would take longer to load than all the rest.
    kinds: Object.keys(descriptions),
    formats: Object.keys(standardDtypes),
    vendors: [...new Set(chips.map(({ vendor }) => vendor))],
  };
}
