import { existsSync, statSync } from 'node:fs';
import {
  cluster,
  systems,
  type CatalogueChip,
  type CatalogueSystem,
  type DefinedSystem,
} from '@mantile/hardware';
import { whole } from '../print/whole.ts';
import { UsageError } from '../usageError.ts';
import type { NamedHardware, PlacedSystem } from './hardware.ts';
import { hardwareFile } from './hardwareFile.ts';
import { findEntry, type FoundEntry } from './hardwareEntry.ts';

/** More than anyone builds. */
const mostPackages = 65_536;

type Found = Omit<NamedHardware, 'notes' | 'chip'> & { readonly chip: CatalogueChip };

/**
 * The hardware that a name stands for: a file, a chip or a system of the catalogue, or a number of either, such
 * as `8xh100` and `2xdgx-h100`.
 */
export function hardwareNamed(text: string): NamedHardware {
  const here = existsSync(text) ? statSync(text) : undefined;
  if (here?.isDirectory() === false || /\.json$/i.test(text) || /[/\\]/.test(text)) {
    return hardwareFile(text);
  }
  const [, count, name = text] = /^(\d{1,9})\s*[x×*]\s*(.+)$/i.exec(text) ?? [];
  const number = count === undefined ? undefined : Number(count);
  if (number !== undefined && (number < 1 || number > mostPackages)) {
    throw new UsageError(`${text}: expected 1 to ${whole(mostPackages)} of them.`);
  }
  const { entry, notes } = entryNamed(name, here !== undefined);
  const found = 'tiers' in entry ? ofSystem(entry, number) : ofChip(entry, number);
  return { ...found, notes, ofNumber: (packages) => hardwareNamed(`${packages}x${found.chip.id}`) };
}

/** The entry; a folder of that name is told of where there is none. */
function entryNamed(name: string, isFolder: boolean): FoundEntry {
  try {
    return findEntry(name);
  } catch (error) {
    if (isFolder) throw new UsageError(`${name} is a folder; name the .json file in it.`);
    throw error;
  }
}

function ofSystem(system: CatalogueSystem, nodes = 1): Found {
  const { id, chip } = system;
  const whole = nodes === 1 ? system : clusterOf(system, nodes);
  if (whole === undefined) {
    throw new UsageError(
      `${nodes}x${id}: the catalogue knows no network that joins several; describe them in a hardware file.`,
    );
  }
  const packages = whole.tiers.at(-1)?.packages ?? 1;
  return {
    name: whole.name,
    id: nodes === 1 ? id : `${nodes}x${id}`,
    chip,
    packages,
    isCounted: true,
    isWhole: true,
    systemFor: (wanted) => (wanted > packages ? undefined : placed(whole, wanted)),
  };
}

function ofChip(chip: CatalogueChip, count?: number): Found {
  const homes = (systems as readonly CatalogueSystem[])
    .filter((system) => system.chip.id === chip.id)
    .sort((one, other) => sizeOf(one) - sizeOf(other));
  const largest = Math.max(1, ...homes.map(sizeOf));
  return {
    name: count === undefined ? chip.name : `${count} × ${chip.name}`,
    id: count === undefined ? chip.id : `${count}x${chip.id}`,
    chip,
    // A pod has thousands of chips, and a model is not spread over them for want of a number.
    packages: count ?? Math.min(largest, 64),
    isCounted: count !== undefined,
    isWhole: count !== undefined,
    systemFor: (wanted) => {
      if (count !== undefined && wanted > count) return undefined;
      if (wanted === 1) return placed({ name: chip.name, chip, tiers: [], defaults: [] }, 1);
      const home = homes.find((system) => sizeOf(system) >= wanted);
      if (home !== undefined) return withNote(placed(home, wanted), home.name, wanted);
      const node = homes.at(-1);
      const joined = node && clusterOf(node, Math.ceil(wanted / sizeOf(node)));
      return joined && withNote(placed(joined, wanted), joined.name, wanted);
    },
  };
}

const sizeOf = ({ tiers }: CatalogueSystem): number => tiers.at(-1)?.packages ?? 1;

/** Several systems, where it is known what joins them. */
function clusterOf(system: CatalogueSystem, nodes: number): DefinedSystem | undefined {
  return system.scaleOut === undefined ? undefined : cluster(system, { nodes });
}

/** A system with the links that so many packages use, and no others: these have nothing to say. */
function placed(system: DefinedSystem, packages: number): PlacedSystem {
  const last = system.tiers.findIndex((tier) => tier.packages >= packages);
  const tiers = packages === 1 ? [] : system.tiers.slice(0, last + 1);
  return { system: { ...system, tiers }, notes: [] };
}

function withNote({ system }: PlacedSystem, name: string, packages: number): PlacedSystem {
  const links = system.tiers.map((tier) => tier.name).join(' and ');
  const message = `${packages} packages are joined by ${links}, as in ${name}.`;
  return { system, notes: [{ code: 'hardware.links_of_system', message }] };
}
