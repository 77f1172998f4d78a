import type { TracedOperation } from '../../operations/traced.ts';
import { BoundSeconds } from '../../timing/boundSeconds.ts';
import type { Clock } from '../../timing/clock.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode, totalOf } from '../node.ts';
import { valueOf, type TracedLayer } from './tracedLayers.ts';

/** What the time of a step can be lost to. */
export const losses = ['compute', 'memory', 'communication', 'overhead'] as const;

/** One of these. */
export type Loss = (typeof losses)[number];

/** What layers lose to it, operation by operation. */
export function layersLost(
  layers: readonly TracedLayer[],
  clock: Clock,
  loss: Loss,
): readonly ExplainedNumber[] {
  return layers.map(({ name, count, operations }) => {
    const parts = operations.map((operation) => {
      const each = milliseconds(lostBy(operation, clock)[loss]);
      const inputs = { count, each };
      return node(operation.name, 'ms', count * each, { formula: 'count * each', inputs });
    });
    return sumNode(name, 'ms', totalOf(parts), parts);
  });
}

/** What the seconds of an operation are lost to. */
function lostBy(operation: TracedOperation, clock: Clock): Record<Loss, number> {
  const computeSeconds = valueOf(operation, 'computeSeconds');
  const memorySeconds = valueOf(operation, 'memorySeconds');
  const communication = valueOf(operation, 'communicationSeconds');
  const isExchange = operation.kind === 'collective';
  const launch = isExchange ? 0 : operation.kernels * clock.efficiency.launchSeconds;
  const bounds = new BoundSeconds();
  const roofline = { computeSeconds, memorySeconds, flopsPerSecond: 0, bytesPerSecond: 0 };
  bounds.add(roofline, valueOf(operation, 'operationSeconds'), launch, 1);
  const { overhead } = bounds;
  if (clock.efficiency.overlapSpan === 'operation') {
    return { compute: bounds.compute, memory: bounds.memory, communication, overhead };
  }
  // Across a layer both overlap: each counts at its peak.
  return { compute: computeSeconds, memory: memorySeconds, communication, overhead };
}
