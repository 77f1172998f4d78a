/**
 * FLOPs of the gated delta rule for one head: the state (keys × values) decays, what it already holds for
 * a key is taken out, the new value is put in, and a query reads.
 *
 * Decay is a number per head (Gated DeltaNet) or per key channel (Kimi Delta Attention).
 */
export interface DeltaRuleSizes {
  readonly keyDim: number;
  readonly valueDim: number;
  readonly decay: 'head' | 'channel';
}

/** Additions and multiplications of one token in one head. */
export function recurrentDeltaFlops({ keyDim, valueDim, decay }: DeltaRuleSizes): number {
  // Decay, look up the old value (2), write (2), read (2); the correction and its strength.
  const state = 7 * keyDim * valueDim + 2 * valueDim;
  return state + gateFlops(decay === 'head' ? 1 : keyDim);
}

/**
 * The same on average over a chunk of a prompt, worked out with matrix products (the UT transform).
 * Tiles of chunk × chunk are computed whole; the triangular system is solved by forward substitution.
 */
export function chunkedDeltaFlops(sizes: DeltaRuleSizes, chunk: number): number {
  const { keyDim, valueDim, decay } = sizes;
  // Once a token: what the state predicts, what queries read, what is written. Once a chunk: its decay.
  const state = 6 * keyDim * valueDim + Math.ceil((keyDim * valueDim) / chunk);
  // Key–key and query–key scores, scores times values.
  const tiles = chunk * (4 * keyDim + 2 * valueDim);
  const substitution = (chunk - 1) * (keyDim + valueDim);
  return (
    state + tiles + substitution + gateFlops(decay === 'head' ? 1 : keyDim) + scaling(sizes, chunk)
  );
}

/** Bias and rate of the decay: softplus and exponential are not counted. */
function gateFlops(decays: number): number {
  return 2 * decays;
}

function scaling({ keyDim, valueDim, decay }: DeltaRuleSizes, chunk: number): number {
  // Keys and values by their strength; keys, written keys and queries by decays; running sum of the decays
  // and its distance to the chunk's end.
  if (decay === 'head') return 4 * keyDim + valueDim + 2 + 3 * chunk;
  // A decay per channel cannot be multiplied into a tile of scores: keys carry its inverse instead.
  return 7 * keyDim + valueDim;
}
