import { nearestName } from '@mantile/core';
import {
  chips,
  links,
  switches,
  systems,
  type CatalogueChip,
  type CatalogueLink,
  type CatalogueSwitch,
  type CatalogueSystem,
} from '@mantile/hardware';
import { UsageError } from '../usageError.ts';

/** An entry of the catalogue of hardware, with what it is. */
export type HardwareEntry =
  | { readonly kind: 'chip'; readonly entry: CatalogueChip }
  | { readonly kind: 'link'; readonly entry: CatalogueLink }
  | { readonly kind: 'switch'; readonly entry: CatalogueSwitch }
  | { readonly kind: 'system'; readonly entry: CatalogueSystem };

/** All entries in the order of the catalogue. */
export function hardwareEntries(): readonly HardwareEntry[] {
  return [
    ...chips.map((entry) => ({ kind: 'chip' as const, entry })),
    ...links.map((entry) => ({ kind: 'link' as const, entry })),
    ...switches.map((entry) => ({ kind: 'switch' as const, entry })),
    ...systems.map((entry) => ({ kind: 'system' as const, entry })),
  ];
}

/** The entry that is meant, by its id in any case. */
export function findHardware(id: string): HardwareEntry {
  const entries = hardwareEntries();
  const wanted = id.toLowerCase();
  const found = entries.find(({ entry }) => entry.id.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const ids = entries.map(({ entry }) => entry.id);
  // `h100` stands for a family: its first member is nearer than `a10`.
  const near = ids.find((each) => each.startsWith(`${wanted}-`)) ?? nearestName(id, ids);
  throw new UsageError(
    `the catalogue has no hardware ${JSON.stringify(id.slice(0, 100))}${near === undefined ? '.' : `, did you mean "${near}"?`} ` +
      'mantile hardware lists all of it.',
  );
}

/** The vendor that is meant, in any case. */
export function findVendor(name: string): string {
  const vendors = [...new Set([...chips, ...systems].map(({ vendor }) => vendor))];
  const found = vendors.find((vendor) => vendor.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const near = nearestName(name, vendors);
  throw new UsageError(
    `--vendor ${name}: no such vendor${near === undefined ? '' : `, did you mean ${near}`}; there are ${vendors.join(', ')}.`,
  );
}
