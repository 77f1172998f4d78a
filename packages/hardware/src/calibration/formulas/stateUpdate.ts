import { launchRange, shareRange, type KernelFormula } from './formula.ts';
import { overlapped } from './rates.ts';

/** One token into a recurrent state, such as that of a gated delta net: read, changed, written. */
export const stateDecode: KernelFormula<'stateDecode'> = {
  text: 'launch + 2·sequences·state/(bandwidth·memoryEfficiency)',
  ranges: {
    launch: launchRange(4),
    memoryEfficiency: shareRange('the memory bandwidth', 0.9, 0.02, 1.1),
  },
  microseconds: (c, s, rates) =>
    c.launch + (2 * s.sequences * s.stateBytes) / (rates.bytes * c.memoryEfficiency),
  idealMicroseconds: (s, rates) => (2 * s.sequences * s.stateBytes) / rates.bytes,
};

/** FLOPs per byte of a 4-byte state that a token costs in the recurrence. */
const flopsPerStateByte = 7 / 4;

/** A prompt into a recurrent state, chunk by chunk. */
export const statePrefill: KernelFormula<'statePrefill'> = {
  text:
    'launch + [compute^1.4 + memory^1.4 + (tokenLatency·tokens)^1.4]^(1/1.4); compute = 7/4·sequences·tokens·state/(peak·computeEfficiency); ' +
    'memory = sequences·(2·state + tokens·√state)/(bandwidth·memoryEfficiency)',
  ranges: {
    launch: launchRange(20, 400),
    computeEfficiency: shareRange('the compute peak', 0.1, 0.001),
    memoryEfficiency: shareRange('the memory bandwidth', 0.3, 0.005, 5),
    tokenLatency: { start: 10, low: 0.01, high: 2000, meaning: 'ns per token of a sequence' },
  },
  microseconds(c, s, rates) {
    const compute =
      (flopsPerStateByte * s.sequences * s.tokens * s.stateBytes) /
      (rates.flops * c.computeEfficiency);
    const memory =
      (s.sequences * (2 * s.stateBytes + s.tokens * 16 * Math.sqrt(s.stateBytes))) /
      (rates.bytes * c.memoryEfficiency);
    return c.launch + overlapped(compute, memory, c.tokenLatency * 1e-3 * s.tokens, 1.4);
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      (flopsPerStateByte * s.sequences * s.tokens * s.stateBytes) / rates.flops,
      (s.sequences * s.stateBytes) / rates.bytes,
    ),
};
