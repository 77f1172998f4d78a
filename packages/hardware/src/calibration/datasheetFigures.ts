import { standardDtypes, type Chip, type MemoryTier } from '@mantile/core';
import type { CatalogueChip } from '../chips/catalogueChip.ts';
import type { AppliedDefault } from '../defaults.ts';
import type { MeasuredChip } from './calibration.ts';

const typicalMultiprocessors = 132;
/** Graphics memory moves less, so far; stacked memory that moves less belongs to chips that say HBM. */
const mostOfGraphicsMemory = 2e12;
const tera = 1e12;
const giga = 1e9;

/** Vendors whose compute units take work one by one, as multiprocessors do. */
const vendorsWithLikeUnits = ['AMD', 'Intel', 'Apple'];

/** What the catalogue says of a chip, when it comes from there. */
export function catalogued(chip: Chip): CatalogueChip | undefined {
  return 'facts' in chip && 'vendor' in chip ? (chip as CatalogueChip) : undefined;
}

/** The figures that coefficients refer to, from a datasheet; what had to be guessed goes to `defaults`. */
export function figuresOfDatasheet(
  chip: Chip,
  stated: number | undefined,
  defaults: AppliedDefault[],
): MeasuredChip {
  const teraflops = Object.fromEntries(
    Object.entries(chip.peakFlops).map(([dtype, peak]) => [dtype, peak / tera]),
  );
  if (teraflops['bf16'] === undefined && teraflops['fp16'] === undefined) {
    const instead = standardDtypes.bf16.fallbacks.find((dtype) => dtype in teraflops);
    const value = instead === undefined ? undefined : teraflops[instead];
    if (value !== undefined) {
      teraflops['bf16'] = value;
      const because = `no peak of 16 bits is stated: products run at that of ${instead}`;
      defaults.push({ path: 'teraflops.bf16', value, because });
    }
  }
  return {
    name: `${chip.name} (never measured)`,
    teraflops,
    gigabytesPerSecond: chip.memory[0].bandwidth / giga,
    multiprocessors: stated ?? multiprocessorsOf(chip, defaults),
    cacheMegabytes: 0,
  };
}

function multiprocessorsOf(chip: Chip, defaults: AppliedDefault[]): number {
  const found = catalogued(chip);
  const units = found?.facts.computeUnits?.value;
  const isCount = typeof units === 'number' && Number.isSafeInteger(units) && units > 0;
  if (isCount && found?.vendor === 'NVIDIA') return units;
  const path = 'multiprocessors';
  if (isCount && vendorsWithLikeUnits.includes(found?.vendor ?? '')) {
    const because = `as many compute units of ${found?.vendor} stand for multiprocessors`;
    defaults.push({ path, value: units, because });
    return units;
  }
  defaults.push({
    path,
    value: typicalMultiprocessors,
    because: 'not known, or of another kind; a large datacentre chip has as many',
  });
  return typicalMultiprocessors;
}

/** Which memory to take a chip's to be like: as its name says, or its bandwidth. */
export function memoryKindOf(
  { name, bandwidth }: MemoryTier,
  defaults: AppliedDefault[],
): 'hbm' | 'gddr' {
  const path = 'memoryKind';
  const named = /^(HBM|GDDR)/i.exec(name)?.[1]?.toLowerCase();
  if (named === 'hbm' || named === 'gddr') {
    defaults.push({ path, value: named, because: `the memory is called ${name}` });
    return named;
  }
  const value = bandwidth > mostOfGraphicsMemory ? 'hbm' : 'gddr';
  const than = value === 'hbm' ? 'more than' : 'as little as';
  const because = `nothing was measured over ${name}; it moves ${than} graphics memory`;
  defaults.push({ path, value, because });
  return value;
}
