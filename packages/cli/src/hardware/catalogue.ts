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
import { findEntry, type FoundEntry } from '../estimate/hardwareEntry.ts';
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

/** The entry that is meant, by the names that estimates take; how a name was read is told. */
export function findHardware(text: string, tell: (message: string) => void): HardwareEntry {
  const entries = hardwareEntries();
  const wanted = text.toLowerCase();
  const exact = entries.find(({ entry }) => entry.id.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  // A number of them, such as 8xh100, has the figures of one.
  const [, name = text] = /^\d{1,9}\s*[x×*]\s*(.+)$/i.exec(text) ?? [];
  const { entry: meant, notes } = chipOrSystem(name);
  for (const { message } of notes) tell(message);
  const found = entries.find(({ entry }) => entry === meant);
  if (found === undefined) throw new UsageError(`${text}: no such hardware.`);
  return found;
}

function chipOrSystem(name: string): FoundEntry {
  try {
    return findEntry(name);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    // Estimates take no links; here they are hardware like all else.
    const ids = [...links, ...switches].map(({ id }) => id);
    const wanted = name.toLowerCase();
    const isBegun = wanted.length > 2 ? ids.find((id) => id.startsWith(wanted)) : undefined;
    const near = isBegun ?? nearestName(name, ids);
    if (near === undefined) {
      throw new UsageError(error.message.replace('; a file of your own ends in .json', ''));
    }
    throw new UsageError(
      `the catalogue has no hardware ${JSON.stringify(name.slice(0, 100))}, did you mean "${near}"? mantile hardware lists all of it.`,
    );
  }
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
