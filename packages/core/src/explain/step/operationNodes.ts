import type { TracedOperation, TracedQuantity, TracedTerm } from '../../operations/traced.ts';
import type { ExplainedNumber } from '../explanation.ts';
import { milliseconds, node, sumNode } from '../node.ts';
import type { Timing } from './timing.ts';
import { valueOf } from './tracedLayers.ts';

const names: Partial<Record<TracedQuantity, string>> = {
  weightReadBytes: 'weightRead',
  stateReadBytes: 'stateRead',
  stateWriteBytes: 'stateWrite',
  payloadBytes: 'payload',
};

/** Counted work: FLOPs or bytes, with the formula of the trace. */
function counted({ quantity, formula, inputs, value, unit }: TracedTerm): ExplainedNumber {
  return node(names[quantity] ?? quantity, unit === 'FLOP' ? 'FLOP' : 'B', value, {
    formula,
    inputs,
  });
}

function termsOf({ terms }: TracedOperation, ...quantities: TracedQuantity[]) {
  return terms.filter(({ quantity }) => quantities.includes(quantity)).map(counted);
}

/** Arithmetic at its peak. */
export function computeNode(operation: TracedOperation, { clock }: Timing): ExplainedNumber {
  const { computedIn, fallsBackFrom } = operation;
  const flops = valueOf(operation, 'flops');
  const inputs = operation.terms.find(({ quantity }) => quantity === 'computeSeconds')?.inputs;
  const fallback = fallsBackFrom === undefined ? '' : ` for lack of ${fallsBackFrom}`;
  const format = computedIn === undefined ? '' : ` in ${computedIn}${fallback}`;
  return node('compute', 'ms', milliseconds(valueOf(operation, 'computeSeconds')), {
    meaning: 'all arithmetic at its peak',
    formula: '1e3 * flops / peak',
    inputs: { flops, peak: inputs?.['peak'] ?? 0 },
    source: `datasheet of ${clock.system.chip.name}: peak FLOP/s${format}`,
    children: termsOf(operation, 'flops'),
  });
}

/** Traffic of weights and state at full bandwidth. */
export function memoryNode(operation: TracedOperation, { clock }: Timing): ExplainedNumber {
  const { chip } = clock.system;
  const moved = termsOf(operation, 'weightReadBytes', 'stateReadBytes', 'stateWriteBytes');
  const bytes = moved.reduce((total, { value }) => total + value, 0);
  const [{ bandwidth, name }] = chip.memory;
  return node('memory', 'ms', milliseconds(valueOf(operation, 'memorySeconds')), {
    meaning: 'all traffic of weights and state at full bandwidth',
    formula: '1e3 * bytes / bandwidth',
    inputs: { bytes, bandwidth },
    source: `datasheet of ${chip.name}: B/s of ${name}`,
    children: [sumNode('bytes', 'B', bytes, moved)],
  });
}

/** An operation as long as the efficiency says. */
export function operationNode(operation: TracedOperation, timing: Timing): ExplainedNumber {
  const { kernels } = operation;
  const rooflines = [computeNode(operation, timing), memoryNode(operation, timing)];
  const [compute, memory] = rooflines.map(({ value }) => value) as [number, number];
  const value = milliseconds(valueOf(operation, 'operationSeconds'));
  // What comes out at the roofline, or below it, is the roofline.
  const isRoofline = value === Math.max(compute, memory);
  return node(operation.name, 'ms', value, {
    ...(isRoofline && { formula: 'max(compute, memory)' }),
    inputs: isRoofline ? { compute, memory } : { compute, memory, kernels },
    source: isRoofline ? 'roofline' : timing.kernels,
    children: rooflines.filter((part) => part.value > 0),
  });
}

/** An exchange. */
export function exchangeNode(operation: TracedOperation, { clock }: Timing): ExplainedNumber {
  const { algorithm = '' } = operation;
  const value = milliseconds(valueOf(operation, 'communicationSeconds'));
  return node(operation.name, 'ms', value, {
    inputs: { payload: valueOf(operation, 'payloadBytes') },
    source: `${clock.efficiency.name}: ${algorithm}`,
    children: termsOf(operation, 'payloadBytes'),
  });
}
