import { launchRange, shareRange, type KernelFormula } from './formula.ts';

/** Tokens on their way to experts or back, by kernels made for that: the slower of node links and network counts. */
export const tokenExchange: KernelFormula<'tokenExchange'> = {
  text: 'launch·(1 + launchGrowth·log2(packages)/6) + expertLatency·experts/64 + max(nodeBytes/(link·nodeEfficiency), networkBytes/(network·networkEfficiency))',
  ranges: {
    launch: launchRange(12, 300),
    launchGrowth: {
      start: 0.5,
      low: 0,
      high: 20,
      meaning: 'growth of the fixed time up to 64 packages',
    },
    nodeEfficiency: shareRange('the link bandwidth', 0.55, 0.02, 1.3),
    networkEfficiency: shareRange('the network bandwidth', 0.93, 0.02, 1.3),
    expertLatency: { start: 1, low: 0.001, high: 30, meaning: 'µs per 64 experts' },
  },
  microseconds(c, s, rates) {
    const start = c.launch * (1 + (c.launchGrowth * Math.log2(s.packages)) / 6);
    const node = s.nodeBytes / (rates.linkBytes * c.nodeEfficiency);
    const network =
      s.networkBytes === 0 ? 0 : s.networkBytes / (rates.networkBytes * c.networkEfficiency);
    return start + (c.expertLatency * s.experts) / 64 + Math.max(node, network);
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      s.nodeBytes / rates.linkBytes,
      s.networkBytes === 0 ? 0 : s.networkBytes / rates.networkBytes,
    ),
};
