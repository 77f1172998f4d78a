import { divisorsOf, type FaultList } from '@mantile/core';
import type { LoRA } from '../adapters/lora.ts';
import type { Visibility } from './visibility.ts';

/**
 * What the core of a layer of attention needs to know of its kind.
 *
 * @example
 * import type { AttentionShape } from '@mantile/layers';
 * const groupSize = ({ numHeads, numKvHeads }: Pick<AttentionShape, 'numHeads' | 'numKvHeads'>) => numHeads / numKvHeads;
 * groupSize({ numHeads: 32, numKvHeads: 8 }) // => 4
 * @category Attention
 */
export interface AttentionShape {
  readonly hiddenSize: number;
  readonly numHeads: number;
  readonly numKvHeads: number;
  /** Width of a query and a key, per head. */
  readonly keyWidth: number;
  /** Width of a value, per head. */
  readonly valueWidth: number;
  /** Width of the gate on a head's result; 0 without one. */
  readonly gateWidth: number;
  /** Learned scalars of each query head, by the names of their tensors. */
  readonly headScalars: readonly string[];
  /** What is cached: names, and elements per KV head. */
  readonly cached: readonly [name: string, width: number][];
  readonly visibility: Visibility;
  /** Whether keys and values are projected from the layer's own input. */
  readonly projectsKeyValue: boolean;
  /** Whether the cache is another layer's. */
  readonly sharesCache: boolean;
  readonly outputBias: boolean;
  /** Whether the output projection clips what goes in and out. */
  readonly clipsOutput?: boolean | undefined;
  readonly lora?: LoRA | undefined;
  readonly adaptsOutput: boolean;
}

/** Notes a fault unless the heads come out even on all packages. */
export function checkHeads(
  { numHeads, numKvHeads }: AttentionShape,
  tensorParallel: number,
  faults: FaultList,
): void {
  // Beyond their number KV heads are replicated, which must come out even as well.
  const isEven = (degree: number): boolean =>
    numHeads % degree === 0 && (numKvHeads % degree === 0 || degree % numKvHeads === 0);
  if (isEven(tensorParallel)) return;
  const legal = divisorsOf(numHeads).filter(isEven);
  faults.add({
    code: 'parallelism.indivisible',
    path: 'parallelism.tensorParallel',
    value: tensorParallel,
    legal,
    message:
      `tensorParallel must divide numHeads (${numHeads}), and divide numKvHeads (${numKvHeads}) ` +
      `or be a multiple of it; legal: ${legal.join(', ')}.`,
  });
}
