import { launchRange, shareRange, type KernelFormula } from './formula.ts';
import { overlapped } from './rates.ts';

/** Rows by which the share of an expert is padded on average: half a tile of 16. */
const padding = 8;

/** The grouped products of routed experts, with the routing, permutation and activation around them. */
export const experts: KernelFormula<'experts'> = {
  text:
    'launch + [compute^1.6 + memory^1.6]^(1/1.6) + traffic + expertLatency·active + routing; ' +
    'compute = 2·elements·(pairs + 8·active·(1 − e^(−pairs/active)))/(peak·computeEfficiency); memory = active·bytes/(bandwidth·memoryEfficiency); ' +
    'traffic = pairs·widths·(2 + a)/(bandwidth·trafficEfficiency); routing = tokens·widths/(bandwidth·routingEfficiency)',
  ranges: {
    launch: launchRange(25),
    computeEfficiency: shareRange('the compute peak', 0.55),
    memoryEfficiency: shareRange('the memory bandwidth', 0.86),
    trafficEfficiency: shareRange('the memory bandwidth, for permuting', 0.9, 0.05, 5),
    expertLatency: { start: 0.1, low: 1e-4, high: 3, meaning: 'µs per active expert' },
    routingEfficiency: shareRange('the memory bandwidth, for routing all tokens', 0.25, 0.02, 50),
  },
  microseconds(c, s, rates) {
    const active = Math.max(s.active, 1e-9);
    const rows = s.pairs + padding * active * (1 - Math.exp(-s.pairs / active));
    const compute = (2 * s.elements * rows) / (rates.flops * c.computeEfficiency);
    const memory = (s.active * s.weightBytesPerExpert) / (rates.bytes * c.memoryEfficiency);
    const traffic =
      (s.pairs * s.widths * (2 + s.activationBytes)) / (rates.bytes * c.trafficEfficiency);
    const routing = (s.tokens * s.widths) / (rates.bytes * c.routingEfficiency);
    return (
      c.launch +
      overlapped(compute, memory, 0, 1.6) +
      traffic +
      c.expertLatency * s.active +
      routing
    );
  },
  idealMicroseconds: (s, rates) =>
    Math.max(
      (2 * s.elements * s.pairs) / rates.flops,
      (s.active * s.weightBytesPerExpert) / rates.bytes,
    ),
};
