import type { CollectiveKind, LinearPart } from '@mantile/core';
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

/** A projection that stands alone, as a package of a tensor-parallel group has it. */
export interface SplitLinear {
  readonly part: LinearPart;
  readonly localInputs: number;
  readonly localOutputs: number;
  /** What makes the output whole again on every package. */
  readonly collective: CollectiveKind | undefined;
}

/** Cuts a projection as its spec asks. */
export function splitLinear(
  { dIn, dOut, hasBias, split }: z.output<z.ZodObject<typeof linearKeys>>,
  tensorParallel: number,
): SplitLinear {
  const side = split === 'none' ? undefined : split;
  const collectives = { outputs: 'allGather', inputs: 'allReduce', none: undefined } as const;
  return {
    part: { name: 'linear', inputs: dIn, outputs: dOut, hasBias, split: side },
    localInputs: split === 'inputs' ? dIn / tensorParallel : dIn,
    localOutputs: split === 'outputs' ? dOut / tensorParallel : dOut,
    collective: collectives[split],
  };
}
