import type { CatalogueChip } from '../chips/catalogueChip.ts';
import { chips } from '../chips/chips.ts';
import { nameOf } from '../internal/nameOf.ts';
import type { HardwareDocument } from './hardwareDocument.ts';

/** Whether two figures differ by no more than a share of the second. */
export const isNear = (a: number, b: number, share: number): boolean =>
  Math.abs(a / b - 1) <= share;

/** The chips of the catalogue that a file names. */
export function namedChips(document: HardwareDocument): readonly CatalogueChip[] {
  const name = document.name.toLowerCase();
  return chips.filter(({ id }) => nameOf(id).test(name));
}

/** The chips that a file seems to describe: those it names, else those with such a memory. */
export function likelyChips(document: HardwareDocument): readonly CatalogueChip[] {
  const named = namedChips(document);
  const [memory] = document.memory_per_package;
  if (named.length > 0 || memory === undefined) return named;
  return chips.filter((chip) => {
    const [tier] = chip.memory;
    const label = chip.facts.memory[0].capacity.value;
    const holds =
      isNear(memory.capacity_GB * 1e9, tier.capacity, 0.08) || memory.capacity_GB === label;
    return holds && isNear(memory.bandwidth_GBs * 1e9, tier.bandwidth, 0.03);
  });
}

/** Whether a value is a printed figure, rounded perhaps. */
export function isPrinted(value: number, figure: number): boolean {
  return isNear(value, figure, 0.015);
}
