import { launchRange, shareRange, type KernelFormula } from './formula.ts';

/** Element-wise work and look-ups: launched, then bound by memory. */
export const memoryPass: KernelFormula<'memoryPass'> = {
  text: 'launch + bytes/(bandwidth·memoryEfficiency)',
  ranges: {
    launch: launchRange(2.5),
    memoryEfficiency: shareRange('the memory bandwidth', 0.8),
  },
  microseconds: (c, s, rates) => c.launch + s.bytes / (rates.bytes * c.memoryEfficiency),
  idealMicroseconds: (s, rates) => s.bytes / rates.bytes,
};
