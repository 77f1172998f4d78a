/** Sizes of a state space scan as they fall on one package. */
export interface ScanSizes {
  readonly heads: number;
  readonly groups: number;
  readonly headDim: number;
  readonly stateSize: number;
}

/** Additions and multiplications of one token, state after state. */
export function recurrentScanFlops({ heads, headDim, stateSize }: ScanSizes): number {
  const channels = heads * headDim;
  // A head: bias and scale of the step size. A channel: scale of the input, skip connection (2).
  // A state: decay, write (2), read (2).
  return 5 * channels * stateSize + 3 * channels + 2 * heads;
}

/**
 * The same on average over a chunk of a prompt, worked out with matrix products. Tiles of chunk × chunk
 * are computed whole: kernels skip the masked half by none of their instructions.
 */
export function chunkedScanFlops(sizes: ScanSizes, chunk: number): number {
  const { heads, groups, headDim, stateSize } = sizes;
  const channels = heads * headDim;
  const scores = 2 * chunk * stateSize * groups;
  // Differences of the summed decays, and their product with the scores.
  const masks = 2 * chunk * heads;
  const within = 2 * chunk * channels;
  const writtenAndRead = 4 * channels * stateSize;
  // Decay and addition once a chunk; rounded up so that counts stay whole.
  const carried = Math.ceil((2 * channels * stateSize) / chunk);
  // A channel: scale of the input by step size, and by decay to the chunk's end; scale of what is read;
  // skip connection (2). A head: bias, decay, its running sum, and its distance to the chunk's end.
  return scores + masks + within + writtenAndRead + carried + 5 * channels + 4 * heads;
}
