import {
  chips,
  links,
  systems,
  type CatalogueChip,
  type CatalogueLink,
  type CatalogueSystem,
} from '@mantile/hardware';

/** The main figures of a chip. Peaks are dense, in 10¹² operations per second. */
export interface ChipRow {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly memory: string;
  /** As the vendor prints it, such as `80 GiB`. */
  readonly capacity: string;
  readonly capacityBytes: number;
  readonly gigabytesPerSecond: number;
  readonly tflops: Readonly<Record<string, number>>;
  readonly powerWatts?: number | undefined;
}

/** The main figures of a link: rates in one direction. */
export interface LinkRow {
  readonly id: string;
  readonly name: string;
  readonly kind: CatalogueLink['kind'];
  readonly topology: CatalogueLink['topology'];
  readonly gigabytesPerSecond: number;
  readonly addsUpInNetwork: boolean;
}

/** The main figures of a system. */
export interface SystemRow {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly chip: string;
  readonly packages: number;
  readonly tiers: readonly {
    readonly name: string;
    readonly packages: number;
    readonly gigabytesPerSecond: number;
  }[];
  readonly powerWatts: {
    readonly perPackage?: number | undefined;
    readonly perNode?: number | undefined;
    readonly perRack?: number | undefined;
  };
}

/** What of the catalogue a list has. */
export interface HardwareRows {
  readonly chips: readonly ChipRow[];
  readonly links: readonly LinkRow[];
  readonly systems: readonly SystemRow[];
}

/** A part of a list. */
export type HardwarePart = keyof HardwareRows;

/** Which entries a list is to have. */
interface HardwareFilter {
  readonly words: readonly string[];
  readonly vendor?: string | undefined;
  readonly only?: HardwarePart | undefined;
}

/** The entries that have all the words; of a vendor, chips and systems alone. */
export function hardwareRows({ words, vendor, only }: HardwareFilter): HardwareRows {
  const has = (...texts: readonly string[]): boolean => {
    const text = spaced(...texts);
    return words.every((word) => text.includes(spaced(word).trimEnd()));
  };
  const isAsked = (part: HardwarePart): boolean => only === undefined || only === part;
  const isOf = (entry: { readonly vendor: string }): boolean =>
    vendor === undefined || entry.vendor === vendor;
  return {
    chips: (isAsked('chips') ? chips : [])
      .filter(isOf)
      .filter((each) => has(each.id, each.name, each.vendor, each.architecture))
      .map(chipRow),
    links: (isAsked('links') && vendor === undefined ? links : [])
      .filter((each: CatalogueLink) => has(each.id, each.name, each.kind, each.topology))
      .map(linkRow),
    systems: (isAsked('systems') ? systems : [])
      .filter(isOf)
      .filter((each) => has(each.id, each.name, each.vendor, each.chip.id, each.chip.name))
      .map(systemRow),
  };
}

/** Texts as words that begin behind a space each: `h100` is meant to find H100, and not GH100. */
function spaced(...texts: readonly string[]): string {
  return ` ${texts
    .join(' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')}`;
}

function chipRow(chip: CatalogueChip): ChipRow {
  const { id, name, vendor, architecture, facts } = chip;
  const [main] = facts.memory;
  const peaks = Object.entries(facts.peakTflops).map(([dtype, peak]) => [dtype, peak.value]);
  return {
    id,
    name,
    vendor,
    architecture,
    memory: main.name,
    capacity: `${main.capacity.value} ${main.capacity.unit}`,
    capacityBytes: chip.memory[0].capacity,
    gigabytesPerSecond: main.gigabytesPerSecond.value,
    tflops: Object.fromEntries(peaks) as Record<string, number>,
    powerWatts: facts.powerWatts?.value,
  };
}

function linkRow({ id, name, kind, topology, facts, ...rest }: CatalogueLink): LinkRow {
  return {
    id,
    name,
    kind,
    topology,
    gigabytesPerSecond: facts.perPackage.value,
    addsUpInNetwork: rest.hasInNetworkReduction,
  };
}

function systemRow({ id, name, vendor, chip, tiers, facts }: CatalogueSystem): SystemRow {
  const { perPackage, perNode, perRack } = facts.powerWatts;
  return {
    id,
    name,
    vendor,
    chip: chip.id,
    packages: facts.packages.value,
    tiers: tiers.map((tier) => ({
      name: tier.name,
      packages: tier.packages,
      gigabytesPerSecond: tier.bandwidth / 1e9,
    })),
    powerWatts: {
      perPackage: perPackage?.value,
      perNode: perNode?.value,
      perRack: perRack?.value,
    },
  };
}
