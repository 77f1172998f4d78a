import type { Model } from '../../model.ts';
import { JointWork } from '../../operations/jointWork.ts';
import type { AttentionOperation, ScanOperation } from '../../operations/operations.ts';
import { Trace } from '../../operations/trace.ts';
import type { TracedOperation, TracedQuantity } from '../../operations/traced.ts';
import type { StepFrame } from '../../step.ts';
import type { Clock } from '../../timing/clock.ts';

/** A layer with what one of it does in a step. */
export interface TracedLayer {
  readonly name: string;
  readonly count: number;
  readonly operations: readonly TracedOperation[];
}

/** A trace that keeps layers apart, whatever their names. */
class LayerTrace extends Trace {
  /** Whether what comes is of prompts, in a step that also generates. */
  isOfPrompts = false;
  private readonly begun: { name: string; count: number; start: number }[] = [];

  override enterLayer(name: string, count: number): void {
    super.enterLayer(name, count);
    this.begun.push({ name, count, start: this.operations.length });
  }

  // What every sequence does for itself comes once for each kind of tokens: the second is told by its name.
  override attention(operation: AttentionOperation, ...sizes: Sizes<'attention'>): void {
    super.attention(this.named(operation), ...sizes);
  }

  override scan(operation: ScanOperation, ...sizes: Sizes<'scan'>): void {
    super.scan(this.named(operation), ...sizes);
  }

  get layers(): readonly TracedLayer[] {
    const { begun, operations } = this;
    return begun.map(({ name, count, start }, index) => ({
      name,
      count,
      operations: operations.slice(start, begun[index + 1]?.start),
    }));
  }

  private named<Operation extends { readonly name: string }>(operation: Operation): Operation {
    return this.isOfPrompts ? { ...operation, name: `${operation.name} of prompts` } : operation;
  }
}

type Sizes<Verb extends 'attention' | 'scan'> =
  Parameters<Trace[Verb]> extends [unknown, ...infer Rest] ? Rest : never;

/** Tells a trace which of the two kinds of tokens comes. */
class JointTrace extends JointWork {
  private readonly trace: LayerTrace;

  constructor(trace: LayerTrace) {
    super(trace);
    this.trace = trace;
  }

  override begin(): void {
    this.trace.isOfPrompts = false;
    super.begin();
  }

  override join(): void {
    this.trace.isOfPrompts = true;
    super.join();
  }
}

/** The layers of a step: of one kind of tokens, or of those that generate and prompts beside them. */
export function traceLayers(
  model: Model,
  clock: Clock,
  first: StepFrame,
  second?: StepFrame,
): readonly TracedLayer[] {
  const trace = new LayerTrace(clock);
  if (second === undefined) model.forward(first, trace);
  else model.forwardJoint(first, second, new JointTrace(trace));
  return trace.layers;
}

/** What an operation contributes to a quantity. */
export function valueOf({ terms }: TracedOperation, quantity: TracedQuantity): number {
  return terms.find((term) => term.quantity === quantity)?.value ?? 0;
}
