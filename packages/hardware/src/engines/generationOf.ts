import type { Chip } from '@mantile/core';
import type { EngineGeneration } from './engineCoefficients.ts';

const patterns: readonly (readonly [EngineGeneration, RegExp])[] = [
  ['Hopper', /^(?:H100|H200|GH200)|^Hopper/],
  ['Blackwell', /^G?B[23]00|^Blackwell (?:GB100|Ultra)/],
  ['CDNA3', /^MI3(?:00|08|25)|^CDNA ?3/],
  ['CDNA4', /^MI35[05]|^CDNA ?4/],
];

/** The generation of a chip, by its architecture where the catalogue states it, else by its name. */
export function generationOf(chip: Chip): EngineGeneration | undefined {
  const { architecture } = chip as Chip & { readonly architecture?: unknown };
  const text = typeof architecture === 'string' ? architecture : chip.name;
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}
