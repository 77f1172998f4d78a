import type { KernelFormula } from './formula.ts';
import { prefillRanges, scoring } from './prefillAttention.ts';

const tile = 128;

/** Attention of a prompt over keys and values expanded from compressed entries. */
export const latentPrefill: KernelFormula<'latentPrefill'> = {
  text: 'as prefillAttention without windows; passes = queries·(heads·(4·key + 8·value) + 2·cached)/(bandwidth·memoryEfficiency)',
  ranges: prefillRanges({}),
  microseconds(c, s, rates) {
    const pairs = s.pairs + s.queries * (tile / 2);
    const perToken = s.heads * (4 * s.keyWidth + 8 * s.valueWidth) + 2 * s.bytesPerPosition;
    const passes = (s.sequences * s.queries * perToken) / (rates.bytes * c.memoryEfficiency);
    return c.launch + scoring(c, s, pairs, rates) + passes;
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      (2 * s.sequences * s.heads * s.pairs * (s.keyWidth + s.valueWidth)) / rates.flops,
      (s.sequences * s.queries * s.bytesPerPosition) / rates.bytes,
    ),
};
