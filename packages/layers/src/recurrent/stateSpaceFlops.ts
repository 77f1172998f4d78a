import type { Derivation } from '@mantile/core';

/** Sizes of a state space scan as they fall on one package. */
export interface ScanSizes {
  readonly heads: number;
  readonly groups: number;
  readonly headDim: number;
  readonly stateSize: number;
}

/** FLOPs of one token, token after token. */
export function recurrentScanFlops({ heads, headDim, stateSize }: ScanSizes): Derivation {
  const channels = heads * headDim;
  return {
    // A state: decay, write (2), read (2). A channel: scale of the input, skip connection (2).
    // A head: bias and rate of the decay.
    formula: 'channels * (5 * stateSize + 3) + 2 * heads',
    inputs: { channels, stateSize, heads },
    value: channels * (5 * stateSize + 3) + 2 * heads,
  };
}

/**
 * The same on average over a chunk of a prompt, worked out with matrix products. Tiles of chunk × chunk
 * are computed whole, the masked half included, as kernels do.
 */
export function chunkedScanFlops(sizes: ScanSizes, chunk: number): Derivation {
  const { heads, groups, headDim, stateSize } = sizes;
  const channels = heads * headDim;
  // Written into states and read out of them; decay and addition once a chunk, rounded up to stay whole.
  const states = 4 * channels * stateSize + Math.ceil((2 * channels * stateSize) / chunk);
  // Scores of a group; decays between the tokens of a tile and their product with the scores; scores times inputs.
  const tiles = 2 * chunk * (groups * stateSize + heads + channels);
  return {
    // A channel: scale of the input by step size, and by decay to the chunk's end; scale of what is read;
    // skip connection (2). A head: bias, rate and sum of the decay, its distance to the chunk's end.
    formula:
      '4 * channels * stateSize + ceil(2 * channels * stateSize / chunk)' +
      ' + 2 * chunk * (groups * stateSize + heads + channels) + 5 * channels + 4 * heads',
    inputs: { channels, stateSize, chunk, groups, heads },
    value: states + tiles + 5 * channels + 4 * heads,
  };
}

/** FLOPs of one token where every state has a decay of its own (Mamba), in a prompt as in decoding. */
export function selectiveScanFlops(channels: number, stateSize: number): Derivation {
  return {
    // A state: its decay in this step, decay, write (2), read (2). A channel: scale of the input, skip connection (2).
    formula: 'channels * (6 * stateSize + 3)',
    inputs: { channels, stateSize },
    value: channels * (6 * stateSize + 3),
  };
}
