import type { Efficiency } from './efficiency.ts';

/** An efficiency whose operations take so many times as long; exchanges between packages stay as they are. */
export function scaledEfficiency(efficiency: Efficiency, factor: number): Efficiency {
  if (factor === 1) return efficiency;
  return {
    name: efficiency.name,
    overlapSpan: efficiency.overlapSpan,
    launchSeconds: factor * efficiency.launchSeconds,
    matmul: (operation, roofline, rows) => factor * efficiency.matmul(operation, roofline, rows),
    experts: (operation, roofline, pairs, rows, active) =>
      factor * efficiency.experts(operation, roofline, pairs, rows, active),
    attention: (operation, roofline, sequences, queries, pairs, past) =>
      factor * efficiency.attention(operation, roofline, sequences, queries, pairs, past),
    scan: (operation, roofline, sequences, tokens) =>
      factor * efficiency.scan(operation, roofline, sequences, tokens),
    pass: (operation, roofline, rows) => factor * efficiency.pass(operation, roofline, rows),
    gather: (operation, roofline, rows) => factor * efficiency.gather(operation, roofline, rows),
    collective: (operation, payloadBytes, levels) =>
      efficiency.collective(operation, payloadBytes, levels),
    collectiveAlgorithm: (operation, payloadBytes, levels) =>
      efficiency.collectiveAlgorithm(operation, payloadBytes, levels),
  };
}
