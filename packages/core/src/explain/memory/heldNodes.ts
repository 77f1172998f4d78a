import type { TracedOperation, TracedQuantity } from '../../operations/traced.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { node, sumNode, totalOf, wholeSumNode } from '../node.ts';
import type { HeldLayer } from './tracedMemory.ts';

/** Activations of the layer that holds most: layers run one after another. */
export function activationsNode(value: number, layers: readonly HeldLayer[]): ExplainedNumber {
  const held = layers.map((layer) => ({
    name: layer.name,
    parts: sides(layer).map(({ name, operations }) => {
      const buffers = numbersOf(operations, 'activationBytes');
      return sumNode(name, 'B', totalOf(buffers), buffers);
    }),
  }));
  const most = held.reduce(
    (best, layer) => (totalOf(layer.parts) > totalOf(best.parts) ? layer : best),
    { name: 'none', parts: [] },
  );
  return wholeSumNode('memory.activations', value, most.parts, {
    meaning: 'alive at once in the largest step, in the layer that holds most',
    source: `layer ${most.name}`,
  });
}

/** Buffers for the largest exchange: one that is sent, one that is received. */
export function exchangesNode(value: number, layers: readonly HeldLayer[]): ExplainedNumber {
  const payloads = layers.map((layer) => ({
    name: layer.name,
    parts: sides(layer).map(({ name, operations }) => {
      const all = numbersOf(operations, 'payloadBytes');
      const largest = Math.max(0, ...all.map((part) => part.value));
      const which = all.find((part) => part.value === largest);
      return node(name, 'B', largest, {
        meaning: `the largest exchange: ${which?.name ?? 'none'}`,
        formula: which?.formula,
        inputs: which?.inputs,
      });
    }),
  }));
  const most = payloads.reduce(
    (best, layer) => (totalOf(layer.parts) > totalOf(best.parts) ? layer : best),
    { name: 'none', parts: [] },
  );
  const payload = totalOf(most.parts);
  if (payload === 0) return node('memory.communication', 'B', value, { meaning });
  return node('memory.communication', 'B', value, {
    meaning,
    formula: value === 2 * payload ? '2 * payload' : 'ceil(2 * payload)',
    inputs: { payload },
    source: `layer ${most.name}`,
    children: [sumNode('payload', 'B', payload, most.parts)],
  });
}

const meaning = 'for the largest exchange, what is sent and what is received';

function sides({ first, second }: HeldLayer) {
  if (second.length === 0) return [{ name: 'step', operations: first }];
  return [
    { name: 'generating', operations: first },
    { name: 'prompts', operations: second },
  ];
}

function numbersOf(
  operations: readonly TracedOperation[],
  quantity: TracedQuantity,
): readonly ExplainedNumber[] {
  return operations.flatMap(({ name, terms }) =>
    terms
      .filter((term) => term.quantity === quantity)
      .map(({ value, formula, inputs }) => node(name, 'B', value, { formula, inputs })),
  );
}
