import { launchRange, shareRange, type KernelFormula } from './formula.ts';

/** The width and copies per token of a large model, for exchanges of which only the bytes are known. */
const typicalWidth = 7168;
const typicalCopies = 8;

/**
 * Tokens on their way to experts or back, by kernels made for that: the slower of node links and network counts.
 *
 * Kernels of low latency run one block of threads per expert, so that few experts leave multiprocessors idle;
 * the others pay for each copy whatever its width.
 */
export const tokenExchange: KernelFormula<'tokenExchange'> = {
  text:
    'launch·(packages/8)^launchGrowth + expertLatency·experts/64 + max(nodeBytes/(link·nodeEfficiency), networkBytes/(network·networkEfficiency)) + ' +
    'tokenLatency·tokens/min(experts, multiprocessors) + copyLatency·copies + localBytes/(bandwidth·memoryEfficiency)',
  ranges: {
    launch: launchRange(12, 300),
    launchGrowth: {
      start: 0.3,
      low: 0,
      high: 1.5,
      meaning: 'exponent of packages/8 in the fixed time',
    },
    nodeEfficiency: shareRange('the link bandwidth', 0.55, 0.02, 1.3),
    networkEfficiency: shareRange('the network bandwidth', 0.93, 0.02, 1.3),
    expertLatency: { start: 1, low: 0.001, high: 30, meaning: 'µs per 64 experts' },
    tokenLatency: {
      start: 2,
      low: 0.001,
      high: 30,
      meaning: 'µs per token, on one multiprocessor',
    },
    copyLatency: { start: 5, low: 0.001, high: 200, meaning: 'ns per copy of a token' },
    memoryEfficiency: shareRange('the memory bandwidth, for copies that stay', 0.5, 0.01),
  },
  microseconds(c, s, rates) {
    const start = c.launch * (s.packages / 8) ** c.launchGrowth;
    const node = s.nodeBytes / (rates.linkBytes * c.nodeEfficiency);
    const network =
      s.networkBytes === 0 ? 0 : s.networkBytes / (rates.networkBytes * c.networkEfficiency);
    const copies = s.copies ?? (s.nodeBytes + s.networkBytes) / typicalWidth;
    const tokens = s.tokens ?? copies / typicalCopies;
    const blocks =
      s.experts === 0 ? rates.multiprocessors : Math.min(s.experts, rates.multiprocessors);
    const local =
      s.localBytes === undefined ? 0 : s.localBytes / (rates.bytes * c.memoryEfficiency);
    return (
      start +
      (c.expertLatency * s.experts) / 64 +
      Math.max(node, network) +
      (c.tokenLatency * tokens) / blocks +
      c.copyLatency * 1e-3 * copies +
      local
    );
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      s.nodeBytes / rates.linkBytes,
      s.networkBytes === 0 ? 0 : s.networkBytes / rates.networkBytes,
    ),
};
