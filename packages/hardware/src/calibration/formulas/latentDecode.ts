import { launchRange, shareRange, type KernelFormula } from './formula.ts';
import { overlapped, sparedShare } from './rates.ts';

/** Heads that the start of a sequence is told for. */
const headsPerStart = 64;
const splitLength = 32_768;

/**
 * Attention over compressed entries: all heads share what is read, so that products weigh as much as memory.
 * Few heads leave matrix units idle: below `leastHeads` their number hardly matters.
 */
export const latentDecode: KernelFormula<'latentDecode'> = {
  text:
    "launch + headLatency·sequences·heads'/(64·multiprocessors) + [memory^1.4 + compute^1.4 + walk^1.4]^(1/1.4), heads' = queries·√(heads² + leastHeads²); " +
    'memory = (cached + 2·sequences·queries·heads·(key + value))/(bandwidth·memoryEfficiency); ' +
    "compute = 2·sequences·heads'·length·(key + value)/(peak·computeEfficiency); walk = keyLatency·length/(1 + length/32768)",
  ranges: {
    launch: launchRange(11),
    headLatency: {
      start: 2.4,
      low: 0.01,
      high: 60,
      meaning: 'µs per sequence and 64 heads, on one multiprocessor',
    },
    memoryEfficiency: shareRange('the memory bandwidth', 0.85),
    leastHeads: { start: 30, low: 0.5, high: 400, meaning: 'heads below which fewer take as long' },
    keyLatency: { start: 1, low: 0.01, high: 30, meaning: 'ns per cached position' },
    computeEfficiency: shareRange('the compute peak', 0.8, 0.01),
    cacheSpeedup: { start: 1.2, low: 1, high: 4, meaning: 'gain of a hot cache in a benchmark' },
  },
  microseconds(c, s, rates) {
    const heads = s.queries * Math.hypot(s.heads, c.leastHeads);
    const start = (c.headLatency * s.sequences * heads) / (headsPerStart * rates.multiprocessors);
    const spared = sparedShare(s.hotBytes, rates.cacheBytes, 8, c.cacheSpeedup);
    const cached = s.sequences * s.length * s.bytesPerPosition;
    const widths = s.keyWidth + s.valueWidth;
    const moved = cached + 2 * s.sequences * s.queries * s.heads * widths;
    const memory = (moved * (1 - spared)) / (rates.bytes * c.memoryEfficiency);
    const compute =
      (2 * s.sequences * heads * s.length * widths) / (rates.flops * c.computeEfficiency);
    const walk = (c.keyLatency * 1e-3 * s.length) / (1 + s.length / splitLength);
    return c.launch + start + overlapped(memory, compute, walk, 1.4);
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      (s.sequences * s.length * s.bytesPerPosition) / rates.bytes,
      (2 * s.sequences * s.queries * s.heads * s.length * (s.keyWidth + s.valueWidth)) /
        rates.flops,
    ),
};
