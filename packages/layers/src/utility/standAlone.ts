import {
  Layer,
  type ActivationBuffer,
  type CollectiveOperation,
  type FaultList,
  type LinearPart,
  type MatmulOperation,
  type SpecSchema,
  type Work,
} from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';

/** The spec keys of one projection that stands alone. */
export const linearKeys = {
  /** Width of the input. */
  dIn: size,
  /** Width of the output. */
  dOut: size,
  /** Whether there is a bias. */
  hasBias: z.boolean().default(true),
  /** What tensor parallelism cuts: the outputs, which are then gathered, the inputs, whose sums are then reduced, or nothing. */
  split: z.enum(['outputs', 'inputs', 'none']).default('outputs'),
};

/** What {@link linearKeys} yield. */
export interface LinearKeys extends z.output<z.ZodObject<typeof linearKeys>> {}

/** The compiled operations of a projection that stands alone. */
export interface StandAlone {
  readonly part: LinearPart;
  readonly input: ActivationBuffer;
  readonly project: MatmulOperation;
  readonly output: ActivationBuffer;
  /** Makes the output whole again on every package. */
  readonly complete?: CollectiveOperation | undefined;
}

/** A layer around one projection whose input and output are whole on every package. */
export abstract class StandAloneLayer<
  Schema extends SpecSchema = SpecSchema,
> extends Layer<Schema> {
  /**
   * Declares the projection.
   *
   * @internal
   */
  protected standAlone(name: string, { dIn, dOut, hasBias, split }: LinearKeys): StandAlone {
    const { tensorParallel } = this.parallelism;
    const side = split === 'none' ? undefined : split;
    const part = { name, inputs: dIn, outputs: dOut, hasBias, split: side };
    const collective = split === 'outputs' ? 'allGather' : 'allReduce';
    return {
      part,
      input: this.buffer('input', split === 'inputs' ? dIn / tensorParallel : dIn),
      project: this.product(name, this.linear(part)),
      output: this.buffer('output', split === 'outputs' ? dOut / tensorParallel : dOut),
      complete:
        split === 'none'
          ? undefined
          : this.exchange(collective, 'tensorParallel', 'complete_output', dOut),
    };
  }

  /**
   * Notes a side that does not divide.
   *
   * @internal
   */
  protected requireSplitDivides(
    faults: FaultList,
    { dIn, dOut, split }: Omit<LinearKeys, 'hasBias'>,
  ): void {
    if (split === 'outputs') this.requireDivides(faults, 'tensorParallel', 'dOut', dOut);
    if (split === 'inputs') this.requireDivides(faults, 'tensorParallel', 'dIn', dIn);
  }
}

/** Runs the projection on `rows`. */
export function sendStandAlone(
  { input, project, output, complete }: StandAlone,
  work: Work,
  rows: number,
): void {
  work.hold(input, rows);
  work.matmul(project, rows);
  work.hold(output, rows);
  if (complete !== undefined) work.collective(complete, rows);
}
