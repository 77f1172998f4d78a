import {
  StepFrame,
  Trace,
  type CollectiveKind,
  type CollectiveOperation,
  type Layer,
  type Step,
} from '@mantile/core';

/** How documents call the patterns of communication. */
export const patternNames: Readonly<Record<CollectiveKind, string>> = {
  allReduce: 'all-reduce',
  allGather: 'all-gather',
  reduceScatter: 'reduce-scatter',
  allToAll: 'all-to-all',
  pointToPoint: 'point-to-point',
  broadcast: 'broadcast',
};

/** The exchanges of a step, in their order. */
export function exchangesOf(layer: Layer, step: Step): readonly CollectiveOperation[] {
  const recorder = new ExchangeRecorder();
  layer.forward(new StepFrame().set(step), recorder);
  return recorder.exchanges;
}

/** A trace says what an exchange costs; this also keeps what it is. */
class ExchangeRecorder extends Trace {
  readonly exchanges: CollectiveOperation[] = [];

  override collective(operation: CollectiveOperation, rows: number): void {
    if (operation.packages > 1) this.exchanges.push(operation);
    super.collective(operation, rows);
  }
}
