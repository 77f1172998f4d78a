import {
  fixedState,
  type Derivation,
  type Dtype,
  type Shard,
  type StatePart,
  type WeightTensor,
} from '@mantile/core';
import * as z from 'zod';

/**
 * A causal convolution over the last few tokens of every channel by itself: what most recurrent layers
 * send their inputs through. What it keeps between steps is the window before the next token.
 */
export interface ShortConvolution {
  readonly name: string;
  readonly channels: number;
  /** Tokens that a filter sees. */
  readonly kernel: number;
  readonly hasBias?: boolean | undefined;
}

/** Tokens that a filter sees; with a single one there would be no window to keep. */
export const convKernel = z.int().min(2).max(1e9);

/** The filters, one per channel, and their bias, as checkpoints store them. */
export function filterWeights(
  { name, channels, kernel, hasBias = false }: ShortConvolution,
  units: Shard['units'],
): readonly WeightTensor[] {
  const shards = [{ axis: 'tensorParallel', dimension: 0, units }] as const;
  const filters = { name: `${name}.weight`, shape: [channels, 1, kernel], shards };
  return hasBias ? [filters, { name: `${name}.bias`, shape: [channels], shards }] : [filters];
}

/** The tokens before the next one: of each channel one less than a filter sees. */
export function convolutionWindow(
  { name, channels, kernel }: ShortConvolution,
  units: number,
  dtype: Dtype,
): StatePart {
  return {
    name: `${name}_window`,
    elementsPerPosition: channels * (kernel - 1),
    retention: fixedState,
    dtype,
    shard: { axis: 'tensorParallel', units },
  };
}

/** One multiplication and one addition per filter element, and an addition for the bias. */
export function convolutionFlops(
  { kernel, hasBias = false }: ShortConvolution,
  localChannels: number,
): Derivation {
  const bias = hasBias ? 1 : 0;
  return {
    formula: 'channels * (2 * kernel + bias)',
    inputs: { channels: localChannels, kernel, bias },
    value: localChannels * (2 * kernel + bias),
  };
}
