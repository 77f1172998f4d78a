import type { Clock } from '../timing/clock.ts';
import type { TracedQuantity, TracedTerm } from './traced.ts';

type Inputs = Readonly<Record<string, number>>;

/** Gathers the terms of one operation, each number with its derivation. What is zero goes without saying. */
export class TraceTerms {
  private terms: TracedTerm[] = [];

  flops(formula: string, inputs: Inputs, value: number): void {
    this.add('flops', 'FLOP', formula, inputs, value);
  }

  bytes(quantity: TracedQuantity, formula: string, inputs: Inputs, value: number): void {
    this.add(quantity, 'B', formula, inputs, value);
  }

  /** Bytes that are the product of the inputs, in their order. */
  productBytes(quantity: TracedQuantity, inputs: Inputs): void {
    const value = Object.values(inputs).reduce((product, input) => product * input, 1);
    this.bytes(quantity, Object.keys(inputs).join(' * '), inputs, value);
  }

  /** Lets a clock run the operation alone, and notes what it says. `peak` is the rate of its arithmetic. */
  time(clock: Clock, peak: number, run: (clock: Clock) => void): void {
    clock.reset();
    run(clock);
    const { flops, payloadBytes: payload, computeSeconds, efficiency, system } = clock;
    const { bandwidth } = system.chip.memory[0];
    const bytes = clock.weightReadBytes + clock.stateReadBytes + clock.stateWriteBytes;
    const memorySeconds = clock.loadSeconds + clock.storeSeconds;
    const asked = `${efficiency.name}: operation`;
    this.seconds('computeSeconds', 'flops / peak', { flops, peak }, computeSeconds);
    this.seconds('memorySeconds', 'bytes / bandwidth', { bytes, bandwidth }, memorySeconds);
    const rooflines = { computeSeconds, memorySeconds };
    this.seconds('operationSeconds', asked, rooflines, clock.operationSeconds);
    const exchange = `${efficiency.name}: collective`;
    this.seconds('communicationSeconds', exchange, { payload }, clock.communicationSeconds);
  }

  /** Hands the terms over and begins anew. */
  take(): readonly TracedTerm[] {
    const { terms } = this;
    this.terms = [];
    return terms;
  }

  private seconds(quantity: TracedQuantity, formula: string, inputs: Inputs, value: number): void {
    this.add(quantity, 's', formula, inputs, value);
  }

  private add(
    quantity: TracedQuantity,
    unit: TracedTerm['unit'],
    formula: string,
    inputs: Inputs,
    value: number,
  ): void {
    if (value !== 0) this.terms.push({ quantity, formula, inputs, value, unit });
  }
}
