import type { TracedOperation } from '../../operations/traced.ts';
import type { CommunicationOverlap } from '../../timing/overlap.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { distinct, node, sumNode, totalOf } from '../node.ts';
import { computeNode, exchangeNode, memoryNode, operationNode } from './operationNodes.ts';
import type { Timing } from './timing.ts';
import type { TracedLayer } from './tracedLayers.ts';

/** All layers of a kind: how often there is one, times how long one takes. */
export function layerNode(
  { name, count, operations }: TracedLayer,
  timing: Timing,
): ExplainedNumber {
  const work = workNode(
    operations.filter(({ kind }) => kind !== 'collective' && kind !== 'activation'),
    timing,
  );
  const exchanges = operations
    .filter(({ kind }) => kind === 'collective')
    .map((operation) => exchangeNode(operation, timing));
  const meaning = 'exchanges, one after another';
  const communication = sumNode('communication', 'ms', totalOf(exchanges), exchanges, { meaning });
  const layer = together(work, communication, timing.overlap);
  return node(name, 'ms', count * layer.value, {
    formula: 'count * layer',
    inputs: { count, layer: layer.value },
    children: [layer],
  });
}

function together(
  work: ExplainedNumber,
  communication: ExplainedNumber,
  overlap: CommunicationOverlap,
): ExplainedNumber {
  const meaning = 'one of these layers';
  if (overlap === 'none' || communication.value === 0) {
    return sumNode('layer', 'ms', work.value + communication.value, [work, communication], {
      meaning,
    });
  }
  return node('layer', 'ms', Math.max(work.value, communication.value), {
    meaning: `${meaning}, its exchanges behind its other work`,
    formula: 'max',
    children: [work, communication],
  });
}

/** Everything but exchanges. */
function workNode(operations: readonly TracedOperation[], timing: Timing): ExplainedNumber {
  const timed = distinct(operations.map((operation) => operationNode(operation, timing)));
  if (timing.clock.efficiency.overlapSpan === 'operation') {
    const meaning = 'operations, one after another';
    return sumNode('work', 'ms', totalOf(timed), timed, { meaning });
  }
  const compute = rooflines('compute', operations, (operation) => computeNode(operation, timing));
  const memory = rooflines('memory', operations, (operation) => memoryNode(operation, timing));
  const largest = (part: ExplainedNumber): number =>
    Math.max(...Object.values(part.inputs ?? {}).slice(0, 2));
  const excess = timed.reduce((total, part) => total + part.value - largest(part), 0);
  const inputs = { compute: compute.value, memory: memory.value };
  const children = [compute, memory].filter(({ value }) => value > 0);
  const meaning = 'arithmetic and traffic, at the same time across the layer';
  const bound = Math.max(compute.value, memory.value);
  if (excess === 0) {
    const formula = 'max(compute, memory)';
    return node('work', 'ms', bound, { meaning, formula, inputs, children });
  }
  return node('work', 'ms', bound + excess, {
    meaning,
    formula: 'max(compute, memory) + excess',
    inputs: { ...inputs, excess },
    children,
  });
}

/** One side of the roofline, operation by operation. */
function rooflines(
  name: string,
  operations: readonly TracedOperation[],
  of: (operation: TracedOperation) => ExplainedNumber,
): ExplainedNumber {
  const parts = operations.map((operation) => ({ ...of(operation), name: operation.name }));
  return sumNode(name, 'ms', totalOf(parts), parts);
}
