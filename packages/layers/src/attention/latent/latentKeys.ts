import * as z from 'zod';
import { size } from '../../internal/schema.ts';

/** The spec keys that all latent attention shares, to be spread into a kind's own. */
export const latentKeys = {
  /** Width of the model. */
  hiddenSize: size,
  /** Query heads. */
  numHeads: size,
  /** Width that queries pass through on their way; they are projected directly when absent. */
  qLoraRank: size.optional(),
  /** Width of the latent that is cached in place of keys and values. */
  kvLoraRank: size,
  /** Width of a query and a key that is not rotated, per head. */
  qkNopeHeadDim: size,
  /** Width of a query that is kept apart for rotation, per head, and of the one such key that all heads share; may be 0. */
  qkRopeHeadDim: z.int().min(0).max(1e9),
  /** Width of a value, per head. */
  vHeadDim: size,
  /** Whether the projections of the layer's input, and the output projection, have biases. */
  hasBias: z.boolean().default(false),
  /** Gate on the heads' results, `elementwise` from a projection of its own (Kimi K3). */
  outputGate: z.enum(['elementwise']).optional(),
};

/** What every spec of latent attention says. */
export interface LatentSpec extends z.output<z.ZodObject<typeof latentKeys>> {}
