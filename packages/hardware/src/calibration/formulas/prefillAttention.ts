import { launchRange, shareRange, type CoefficientRange, type KernelFormula } from './formula.ts';
import { overlapped, type KernelRates } from './rates.ts';

/** Queries that a block of threads works on; keys beyond the diagonal of a block are scored in vain. */
const tile = 128;
/** Exponentials of one multiprocessor per microsecond: 16 per clock at 1.755 GHz. */
const exponentials = 16 * 1755;

/** The ranges of plain and latent prefill, and more. */
// @__NO_SIDE_EFFECTS__
export function prefillRanges<More extends object>(more: More) {
  return { ...shared, ...more };
}

const shared = {
  launch: launchRange(13),
  computeEfficiency: shareRange('the compute peak', 0.8),
  softmaxRate: {
    start: 1.2,
    low: 0.1,
    high: 20,
    meaning: 'exponentials, against 16 per clock and multiprocessor at 1.755 GHz',
  },
  memoryEfficiency: shareRange('the memory bandwidth, for the passes around the kernel', 0.5, 0.03),
  keyLatency: { start: 9, low: 0.1, high: 200, meaning: 'ns per key of the longest row' },
  tileLatency: {
    start: 1,
    low: 0.001,
    high: 30,
    meaning: 'µs per head and 128 queries, on one multiprocessor',
  },
} as const satisfies Record<string, CoefficientRange>;

/** The time of the scoring itself: products, exponentials and blocks of threads, beside the longest row. */
export function scoring(
  c: {
    readonly computeEfficiency: number;
    readonly softmaxRate: number;
    readonly keyLatency: number;
    readonly tileLatency: number;
  },
  s: {
    readonly sequences: number;
    readonly queries: number;
    readonly span: number;
    readonly heads: number;
    readonly keyWidth: number;
    readonly valueWidth: number;
  },
  pairs: number,
  rates: KernelRates,
): number {
  const rows = s.sequences * s.heads;
  const products =
    (2 * rows * pairs * (s.keyWidth + s.valueWidth)) / (rates.flops * c.computeEfficiency);
  const softmax = (rows * pairs) / (rates.multiprocessors * exponentials * c.softmaxRate);
  const blocks = (c.tileLatency * rows * Math.max(1, s.queries / tile)) / rates.multiprocessors;
  return overlapped(products + softmax + blocks, c.keyLatency * 1e-3 * s.span, 0, 1.4);
}

/** Attention of a prompt: bound by products and exponentials, in blocks of 128 queries. */
export const prefillAttention: KernelFormula<'prefillAttention'> = {
  text:
    "launch + [(products + softmax + blocks)^1.4 + (keyLatency·span)^1.4]^(1/1.4) + passes; pairs' = pairs + queries·(64 + windowWaste if windowed); " +
    "products = 2·pairs'·heads·(key + value)/(peak·computeEfficiency); softmax = pairs'·heads/(multiprocessors·28080·softmaxRate); " +
    'blocks = tileLatency·heads·max(1, queries/128)/multiprocessors; passes = queries·(4·heads·width + cached)/(bandwidth·memoryEfficiency)',
  ranges: prefillRanges({
    windowWaste: {
      start: 64,
      low: 0.1,
      high: 2000,
      meaning: 'keys per query that are scored in vain at the edge of a window',
    },
  }),
  microseconds(c, s, rates) {
    const pairs = s.pairs + s.queries * (tile / 2 + s.windowed * c.windowWaste);
    const perToken =
      2 * s.heads * (s.keyWidth + s.valueWidth) + 4 * s.cachedWidth + s.bytesPerPosition;
    const passes = (s.sequences * s.queries * perToken) / (rates.bytes * c.memoryEfficiency);
    return c.launch + scoring(c, s, pairs, rates) + passes;
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      (2 * s.sequences * s.heads * s.pairs * (s.keyWidth + s.valueWidth)) / rates.flops,
      (s.sequences * s.queries * s.bytesPerPosition) / rates.bytes,
    ),
};
