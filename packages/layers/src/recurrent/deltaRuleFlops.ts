import type { Derivation } from '@mantile/core';

/**
 * FLOPs of the gated delta rule a token: the state of a head (keys × values) decays, what it already holds for
 * a key is taken out, the new value is put in, and a query reads.
 *
 * Decay is a number per head (Gated DeltaNet) or per key channel (Kimi Delta Attention). Softplus, sigmoid and
 * exponential are not counted.
 */
export interface DeltaRuleSizes {
  /** Value heads on a package. */
  readonly heads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly decay: 'head' | 'channel';
}

/** Token after token. */
export function recurrentDeltaFlops(sizes: DeltaRuleSizes): Derivation {
  const { heads, keyDim, valueDim, decay } = sizes;
  const decays = decay === 'head' ? 1 : keyDim;
  return {
    // Per state: decay, look up the old value (2), write (2), read (2). Per value: the correction and its
    // strength. Per decay: its bias and its rate.
    formula: 'heads * (7 * keyDim * valueDim + 2 * valueDim + 2 * decays)',
    inputs: { heads, keyDim, valueDim, decays },
    value: heads * (7 * keyDim * valueDim + 2 * valueDim + 2 * decays),
  };
}

/**
 * In chunks of a prompt, worked out with matrix products (the UT transform): per token, on average over a chunk.
 * Tiles of chunk × chunk are computed whole; the triangular system is solved by forward substitution.
 */
export function chunkedDeltaFlops(sizes: DeltaRuleSizes, chunk: number): Derivation {
  const { heads, keyDim, valueDim, decay } = sizes;
  // A token: what the state predicts, what queries read, what is written. A chunk: decay of the state, rounded
  // up so that counts stay whole.
  const state = 6 * keyDim * valueDim + Math.ceil((keyDim * valueDim) / chunk);
  // Key–key and query–key scores (4 keyDim), scores times values (2 valueDim), and the substitution, which
  // is one row short of keyDim + valueDim.
  const tiles = chunk * (5 * keyDim + 3 * valueDim);
  const inputs = { heads, keyDim, valueDim, chunk };
  const stateFormula = '6 * keyDim * valueDim + ceil(keyDim * valueDim / chunk)';
  if (decay === 'head') {
    // Decays between the tokens of a tile, multiplied into both kinds of scores (3 a pair). Keys and values by
    // their strength; keys, written keys and queries by decays; bias, rate and sum of the decay, its distance to
    // the end.
    return {
      formula: `heads * (${stateFormula} + chunk * (5 * keyDim + 3 * valueDim + 3) + 3 * keyDim + 4)`,
      inputs,
      value: heads * (state + tiles + 3 * chunk + 3 * keyDim + 4),
    };
  }
  // A decay per channel cannot be multiplied into a score: keys carry its inverse instead.
  return {
    formula: `heads * (${stateFormula} + chunk * (5 * keyDim + 3 * valueDim) + 8 * keyDim)`,
    inputs,
    value: heads * (state + tiles + 8 * keyDim),
  };
}
