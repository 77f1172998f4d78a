import { launchRange, shareRange, type KernelFormula } from './formula.ts';
import { overlapped, sparedShare } from './rates.ts';

const tile = 128;

/**
 * Matrix products.
 *
 * A K loop that nothing else hides costs `innerLatency` per step; where output tiles leave
 * multiprocessors idle, kernels split the loop among them, and its length saturates. Each output tile
 * costs as much again as `innerOverhead` steps of its loop.
 */
export const matmul: KernelFormula<'matmul'> = {
  text:
    'launch + quantise + √(compute² + memory² + latency²); compute = 2mn(k + innerOverhead)/(peak·computeEfficiency); ' +
    'memory = (weights + m·k·a + 2mn)/(bandwidth·memoryEfficiency); quantise = m·k·(2 + a)/(bandwidth·quantiseEfficiency); ' +
    'latency = innerLatency·k/(1 + k/(innerSaturation·√fill)), fill = max(1, m/128)·n/128/multiprocessors',
  ranges: {
    launch: launchRange(4, 60),
    computeEfficiency: shareRange('the compute peak', 0.7),
    memoryEfficiency: shareRange('the memory bandwidth', 0.75),
    innerOverhead: {
      start: 50,
      low: 1,
      high: 1500,
      meaning: 'inner size that filling and draining a tile is worth',
    },
    innerLatency: { start: 1, low: 0.02, high: 10, meaning: 'ns per element of the inner size' },
    innerSaturation: {
      start: 35_000,
      low: 500,
      high: 1e6,
      meaning: 'inner size beyond which a loop over a full chip is split',
    },
    cacheSpeedup: { start: 1.05, low: 1, high: 4, meaning: 'gain of hot weights in a benchmark' },
    quantiseEfficiency: {
      start: 0.5,
      low: 0.05,
      high: 5,
      meaning: 'share of the memory bandwidth while activations are quantised',
    },
  },
  microseconds(c, s, rates) {
    const compute =
      (2 * s.rows * (s.inner + c.innerOverhead) * s.outer) / (rates.flops * c.computeEfficiency);
    const spared = sparedShare(s.hotBytes, rates.cacheBytes, 4, c.cacheSpeedup);
    const activations = s.rows * (s.activationBytes * s.inner + 2 * s.outer);
    const memory =
      (s.weightBytes * (1 - spared) + activations) / (rates.bytes * c.memoryEfficiency);
    const fill = (Math.max(1, s.rows / tile) * s.outer) / (tile * rates.multiprocessors);
    const latency =
      (c.innerLatency * 1e-3 * s.inner) / (1 + s.inner / (c.innerSaturation * Math.sqrt(fill)));
    const quantise =
      c.quantiseEfficiency === undefined
        ? 0
        : (s.rows * s.inner * (2 + s.activationBytes)) / (rates.bytes * c.quantiseEfficiency);
    return c.launch + quantise + overlapped(compute, memory, latency, 2);
  },
  idealMicroseconds: (s, rates) =>
    Math.max((2 * s.rows * s.inner * s.outer) / rates.flops, s.weightBytes / rates.bytes),
};
