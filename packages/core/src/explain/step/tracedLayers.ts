import type { Model } from '../../model.ts';
import { JointWork } from '../../operations/jointWork.ts';
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
export class LayerTrace extends Trace {
  private readonly begun: { name: string; count: number; start: number }[] = [];

  override enterLayer(name: string, count: number): void {
    super.enterLayer(name, count);
    this.begun.push({ name, count, start: this.operations.length });
  }

  get layers(): readonly TracedLayer[] {
    const { begun, operations } = this;
    return begun.map(({ name, count, start }, index) => ({
      name,
      count,
      operations: operations.slice(start, begun[index + 1]?.start),
    }));
  }
}

/** The layers of a step: of one kind of tokens, or of two that share it. */
export function traceLayers(
  model: Model,
  clock: Clock,
  first: StepFrame,
  second?: StepFrame,
): readonly TracedLayer[] {
  const trace = new LayerTrace(clock);
  if (second === undefined) model.forward(first, trace);
  else model.forwardJoint(first, second, new JointWork(trace));
  return trace.layers;
}

/** What an operation contributes to a quantity. */
export function valueOf({ terms }: TracedOperation, quantity: TracedQuantity): number {
  return terms.find((term) => term.quantity === quantity)?.value ?? 0;
}
