import { launchRange, shareRange, type KernelFormula } from './formula.ts';
import { overlapped, sparedShare } from './rates.ts';

/** Length at which a walk over cached positions is split as far as it will be. */
const splitLength = 32_768;

/**
 * Attention of new tokens over cached keys and values.
 *
 * `launch` covers the two or three kernels of a step (append, split, combine); each (sequence, KV head)
 * costs `headLatency` of a multiprocessor, each cached position `keyLatency` of the longest walk.
 */
export const decodeAttention: KernelFormula<'decodeAttention'> = {
  text:
    'launch + [heads^1.5 + memory^1.5 + walk^1.5]^(1/1.5); heads = headLatency·sequences·kvHeads/multiprocessors; ' +
    'memory = (cached + 4·sequences·queries·heads·width)/(bandwidth·memoryEfficiency); walk = keyLatency·length/(1 + length/32768)',
  ranges: {
    launch: launchRange(10),
    headLatency: {
      start: 1.2,
      low: 0.001,
      high: 30,
      meaning: 'µs per sequence and KV head, on one multiprocessor',
    },
    memoryEfficiency: shareRange('the memory bandwidth', 0.85),
    keyLatency: { start: 0.6, low: 0.001, high: 30, meaning: 'ns per cached position' },
    cacheSpeedup: { start: 1.5, low: 1, high: 6, meaning: 'gain of a hot cache in a benchmark' },
  },
  microseconds(c, s, rates) {
    const heads = (c.headLatency * s.sequences * s.kvHeads) / rates.multiprocessors;
    const spared = sparedShare(s.hotBytes, rates.cacheBytes, 8, c.cacheSpeedup);
    const cached = s.sequences * s.length * s.bytesPerPosition;
    const moved = cached + 4 * s.sequences * s.queries * s.heads * s.headWidth;
    const memory = (moved * (1 - spared)) / (rates.bytes * c.memoryEfficiency);
    const walk = (c.keyLatency * 1e-3 * s.length) / (1 + s.length / splitLength);
    return c.launch + overlapped(heads, memory, walk, 1.5);
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      (s.sequences * s.length * s.bytesPerPosition) / rates.bytes,
      (4 * s.sequences * s.queries * s.length * s.heads * s.headWidth) / rates.flops,
    ),
};
