import { standardDtypes, type DtypeName, type LinearPart, type WeightTensor } from '@mantile/core';
import * as z from 'zod';
import { expectedDistinct } from '../internal/expectedDistinct.ts';
import { dtypeName, size } from '../internal/schema.ts';

/**
 * The spec keys of low-rank adaptation (LoRA), to be spread into the spec of a kind that can be adapted.
 *
 * @example
 * import { loraKeys } from '@mantile/layers';
 * Object.keys(loraKeys) // => ['rank', 'alpha', 'dropout', 'isMerged', 'numAdapters', 'adapterDtype']
 * @category Adapters
 */
export const loraKeys = {
  /** Width between the two matrices of an adapter. */
  rank: size,
  /** Scale of the adapter, over its rank; the rank when absent. It costs nothing. */
  alpha: z.number().positive().optional(),
  /** Dropout in front of the adapter in training; inference has none. */
  dropout: z.number().min(0).max(1).default(0),
  /** Whether the adapter is added to the weight beforehand: it is then free, and there can be one only. */
  isMerged: z.boolean().default(false),
  /** Adapters held side by side; each sequence uses one of them, all equally likely. */
  numAdapters: size.default(1),
  /** Number format of the adapters, where it is not that of the layer's weights. */
  adapterDtype: dtypeName.optional(),
};

/**
 * What of an adaptation decides its cost.
 *
 * @example
 * import type { LoRA } from '@mantile/layers';
 * const lora: LoRA = { rank: 16, isMerged: false, numAdapters: 4 };
 * lora.rank // => 16
 * @category Adapters
 */
export interface LoRA {
  readonly rank: number;
  readonly isMerged: boolean;
  readonly numAdapters: number;
  readonly adapterDtype?: DtypeName | undefined;
}

/**
 * Whether the keys go together: an adapter that is merged into the weight is alone. For `refine`, with
 * `loraFault` as its second argument.
 *
 * @example
 * import { isLegalLora } from '@mantile/layers';
 * isLegalLora({ isMerged: true, numAdapters: 2 }) // => false
 * @category Adapters
 */
export function isLegalLora({ isMerged, numAdapters }: Omit<LoRA, 'rank'>): boolean {
  return !isMerged || numAdapters === 1;
}

/**
 * What to say of keys that do not go together.
 *
 * @example
 * import { loraFault } from '@mantile/layers';
 * loraFault.path // => ['numAdapters']
 * @category Adapters
 */
export const loraFault = {
  path: ['numAdapters'],
  error: 'numAdapters must be 1 where the adapter is merged into the weight.',
};

/**
 * The tensors of all adapters of a projection: A [rank, inputs] and B [outputs, rank] of each.
 *
 * They are cut like the projection: B with its outputs, A with its inputs. Either way the adapter's result
 * has the form of the projection's own and joins it before any exchange.
 *
 * @example
 * import { loraTensors } from '@mantile/layers';
 * const lora = { rank: 8, isMerged: false, numAdapters: 3 };
 * const [a, b] = loraTensors(lora, { name: 'q_proj', inputs: 512, outputs: 256, split: 'outputs' });
 * [a.shape, b.shape] // => [[3, 8, 512], [3, 256, 8]]
 * @category Adapters
 */
export function loraTensors(
  lora: LoRA,
  { name, inputs, outputs, split, units }: LinearPart,
): readonly [WeightTensor, WeightTensor] {
  const { rank, numAdapters, adapterDtype } = lora;
  const common = {
    // A sequence uses one adapter, whatever is held.
    usedPerToken: 1,
    ...(adapterDtype !== undefined && { dtype: standardDtypes[adapterDtype] }),
  };
  const cut = (dimension: number, size: number): Pick<WeightTensor, 'shards'> => ({
    shards: [{ axis: 'tensorParallel', dimension, units: units ?? size }],
  });
  return [
    {
      name: `${name}.lora_A.{expert}.weight`,
      shape: [numAdapters, rank, inputs],
      ...common,
      ...(split === 'inputs' && cut(2, inputs)),
    },
    {
      name: `${name}.lora_B.{expert}.weight`,
      shape: [numAdapters, outputs, rank],
      ...common,
      ...(split === 'outputs' && cut(1, outputs)),
    },
  ];
}

/**
 * Adapters that a batch is expected to read: numAdapters · (1 − (1 − 1/numAdapters)^sequences).
 *
 * @example
 * import { activeAdapters } from '@mantile/layers';
 * activeAdapters({ numAdapters: 4 }, 1) // => 1
 * activeAdapters({ numAdapters: 4 }, 2) // => 1.75
 * @category Adapters
 */
export function activeAdapters(
  { numAdapters }: Pick<LoRA, 'numAdapters'>,
  sequences: number,
): number {
  return expectedDistinct(numAdapters, 1, sequences);
}
