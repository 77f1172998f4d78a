import { idealCollectiveSeconds } from './collectives/ideal.ts';
import type { Efficiency, Roofline } from './efficiency.ts';

function bound(_operation: unknown, roofline: Roofline): number {
  return Math.max(roofline.computeSeconds, roofline.memorySeconds);
}

/**
 * Every chip at its datasheet peaks, payload over bandwidth, no launch costs: efficiencies of one.
 *
 * @example
 * import { idealEfficiency } from '@mantile/core';
 * idealEfficiency.name // => 'ideal'
 * @category Timing
 */
export const idealEfficiency: Efficiency = {
  name: 'ideal',
  overlapSpan: 'layer',
  launchSeconds: 0,
  matmul: bound,
  experts: bound,
  attention: bound,
  scan: bound,
  pass: bound,
  gather: bound,
  collective: (operation, payloadBytes, levels) =>
    idealCollectiveSeconds(operation.collective, payloadBytes, levels),
  collectiveAlgorithm: () => 'payload / bandwidth',
};
