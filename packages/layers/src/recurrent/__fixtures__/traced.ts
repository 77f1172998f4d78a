import type { Layer, Step, TracedQuantity } from '@mantile/core';

/** What one operation of a step contributes to a quantity, as its trace says. */
export function traced(layer: Layer, step: Step, name: string, quantity: TracedQuantity): number {
  const { trace = [] } = layer.computeMetrics({ ...step, debug: true });
  const operation = trace.find((candidate) => candidate.name === name);
  if (operation === undefined) throw new RangeError(`no operation ${name}`);
  return operation.terms
    .filter((term) => term.quantity === quantity)
    .reduce((sum, term) => sum + term.value, 0);
}
