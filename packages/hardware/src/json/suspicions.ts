import type { CatalogueChip } from '../chips/catalogueChip.ts';
import { capacityBytes } from '../chips/capacity.ts';
import { links } from '../links/links.ts';
import { systems } from '../systems/systems.ts';
import type { HardwareDocument } from './hardwareDocument.ts';
import { isNear, isPrinted, likelyChips, namedChips } from './likelyChips.ts';
import { unitSuspicions } from './unitSuspicions.ts';

/**
 * A legal value that looks like a common mistake.
 *
 * @example
 * import { readHardwareJson, type HardwareWarning } from '@mantile/hardware';
 * const [warning]: readonly HardwareWarning[] = readHardwareJson({
 *   name: 'GB200',
 *   compute_per_package_PFlops: { bf16: 2.5 },
 *   memory_per_package: [{ type: 'HBM3e', capacity_GB: 198.7, bandwidth_GBs: 8000 }],
 *   power_kw: 120,
 * }).warnings;
 * [warning?.code, warning?.path, warning?.likely] // => ['suspicious.rack_power', 'power_kw', 1.2]
 * @category Hardware files
 */
export interface HardwareWarning {
  readonly code:
    | 'suspicious.sparse_peak'
    | 'suspicious.both_directions'
    | 'suspicious.rack_power'
    | 'suspicious.node_power'
    | 'suspicious.binary_capacity'
    | 'suspicious.unit';
  readonly path: string;
  readonly value: number;
  /** What was probably meant, in the unit of the key. */
  readonly likely?: number | undefined;
  readonly message: string;
}

/** Compares a file with the chips that it seems to describe, and with what no chip can be. */
export function suspicionsOf(document: HardwareDocument): readonly HardwareWarning[] {
  const likely = likelyChips(document);
  return [
    ...peaks(document, likely),
    // A label is no evidence against another chip of that size.
    ...memory(document, namedChips(document)),
    ...interconnect(document, likely),
    ...power(document, likely),
    ...price(document),
    ...unitSuspicions(document),
  ];
}

const formatsOf = (key: string): readonly string[] =>
  key === 'fp4' ? ['nvfp4', 'mxfp4'] : key === 'fp6' ? ['mxfp6'] : [key];

function peaks(document: HardwareDocument, likely: readonly CatalogueChip[]): HardwareWarning[] {
  const given = Object.entries(document.compute_per_package_PFlops);
  return given.flatMap(([key, value]): readonly HardwareWarning[] => {
    const path = `compute_per_package_PFlops.${key}`;
    if (value > 200) {
      const message = `${value} PFLOPS is more than any chip computes; did you mean TFLOPS?`;
      return [{ code: 'suspicious.unit', path, value, likely: value / 1000, message } as const];
    }
    const formats = formatsOf(key);
    const dense = likely.flatMap((chip) => formats.map((dtype) => chip.peakFlops[dtype] ?? NaN));
    if (dense.some((peak) => isPrinted(value * 1e15, peak))) return [];
    for (const { name, peakFlops, facts } of likely) {
      for (const dtype of formats) {
        const sparse = facts.sparseTflops?.[dtype as keyof typeof facts.sparseTflops]?.value ?? NaN;
        const peak = peakFlops[dtype];
        if (peak === undefined) continue;
        const isSparse = isPrinted(value * 1000, sparse);
        if (!isSparse && !isPrinted(value * 1e15, 2 * peak)) continue;
        const reached = isSparse
          ? `what ${name} reaches with structured sparsity`
          : `twice what ${name} computes: structured sparsity, or two packages counted as one`;
        const message = `${value} PFLOPS is ${reached}; its dense peak in ${dtype} is ${peak / 1e15}.`;
        return [{ code: 'suspicious.sparse_peak', path, value, likely: peak / 1e15, message }];
      }
    }
    return [];
  });
}

function memory(document: HardwareDocument, named: readonly CatalogueChip[]): HardwareWarning[] {
  return document.memory_per_package.flatMap(
    ({ capacity_GB: value, bandwidth_GBs: rate }, index) => {
      const found: HardwareWarning[] = [];
      const at = `memory_per_package.${index}`;
      // A tenth of the slowest memory of the catalogue, in GB/s.
      if (rate < 30) {
        const message = `${rate} GB/s is slower than any memory of the catalogue; did you mean TB/s?`;
        const path = `${at}.bandwidth_GBs`;
        found.push({ code: 'suspicious.unit', path, value: rate, likely: rate * 1000, message });
      }
      const labelled = named.find(({ facts }) => {
        const { capacity } = facts.memory[0];
        return index === 0 && capacity.unit === 'GiB' && capacity.value === value;
      });
      if (labelled !== undefined) {
        const { capacity, usable } = labelled.facts.memory[0];
        const real = capacityBytes(usable ?? capacity) / 1e9;
        const message = `the ${value} GB of ${labelled.name} are GiB; in decimal gigabytes software sees ${real.toFixed(1)}.`;
        const path = `${at}.capacity_GB`;
        found.push({ code: 'suspicious.binary_capacity', path, value, likely: real, message });
      }
      return found;
    },
  );
}

function interconnect(
  document: HardwareDocument,
  likely: readonly CatalogueChip[],
): HardwareWarning[] {
  const value = document.interconnect_bandwidth_GBs;
  if (value === undefined) return [];
  const path = 'interconnect_bandwidth_GBs';
  const rates = likely.flatMap(({ name, facts }) => {
    const rate = facts.scaleUp?.gigabytesPerSecondPerDirection.value;
    const headline = links.find(({ id }) => id === facts.scaleUp?.link)?.facts;
    return rate === undefined
      ? []
      : [{ name, rate, both: [2 * rate, headline?.headlineBothDirections?.value ?? 2 * rate] }];
  });
  if (rates.some(({ rate }) => isPrinted(value, rate))) return [];
  const summed = rates.find(({ both }) => both.some((headline) => isPrinted(value, headline)));
  if (summed === undefined) {
    const bits = rates.find(({ rate, both }) =>
      [rate, ...both].some((each) => isPrinted(value, 8 * each)),
    );
    if (bits === undefined) return [];
    const message = `${value} GB/s is what ${bits.name} sends in Gbit/s; in one direction it sends ${bits.rate} GB/s.`;
    return [{ code: 'suspicious.unit', path, value, likely: bits.rate, message }];
  }
  const message = `${value} GB/s adds up both directions of ${summed.name}; in one direction it sends ${summed.rate}.`;
  return [{ code: 'suspicious.both_directions', path, value, likely: summed.rate, message }];
}

function power(document: HardwareDocument, likely: readonly CatalogueChip[]): HardwareWarning[] {
  const value = document.power_kw;
  if (value === undefined) return [];
  const path = 'power_kw';
  const watts = likely.flatMap(({ powerWatts }) => powerWatts ?? []);
  // No board but a wafer's draws more than 3 kW; half as much again as the datasheet is another configuration.
  const most = watts.length > 0 ? 1.5 * Math.max(...watts) : 3000;
  if (value * 1000 <= most) return [];
  const of = systems.filter(({ chip }) => likely.some(({ id }) => id === chip.id));
  const node = of.find(({ powerWatts }) => isPrinted(value * 1000, powerWatts?.perNode ?? NaN));
  const expected = watts.length > 0 ? Math.max(...watts) / 1000 : undefined;
  const chip =
    expected === undefined ? 'A package' : `A package of ${likely[0]?.name ?? 'this chip'}`;
  const usual = expected === undefined ? 'draws at most about 3 kW' : `draws ${expected} kW`;
  const inKilowatts = value / 1000;
  // What a chip draws in watts; of an unknown one, more than a rack of any kind draws in kilowatts.
  const isInWatts = watts.length > 0 ? watts.some((each) => isNear(value, each, 0.5)) : value > 200;
  if (isInWatts) {
    const message = `${value} kW is more than a rack draws; is it ${value} W, that is ${inKilowatts} kW, or the power of a whole rack? ${chip} ${usual}.`;
    return [{ code: 'suspicious.unit', path, value, likely: inKilowatts, message }];
  }
  if (node !== undefined || value < 20) {
    const message = `${value} kW looks like a whole node${node === undefined ? '' : ` (${node.name})`}. ${chip} ${usual}.`;
    return [{ code: 'suspicious.node_power', path, value, likely: expected, message }];
  }
  const message = `${value} kW looks like a whole rack, or like ${value} W, that is ${inKilowatts} kW. ${chip} ${usual}.`;
  return [{ code: 'suspicious.rack_power', path, value, likely: expected, message }];
}

function price({ tco_sec_usd: value }: HardwareDocument): HardwareWarning[] {
  // 100 USD an hour; the dearest rents of the catalogue are below 5.
  if (value === undefined || value <= 100 / 3600) return [];
  const message = `${value} USD a second is ${(value * 3600).toFixed(0)} USD an hour; did you mean ${value} USD an hour?`;
  return [{ code: 'suspicious.unit', path: 'tco_sec_usd', value, likely: value / 3600, message }];
}
