import {
  gibibytes,
  gigabytesPerSecond,
  gigabytesPerSecondPerDirection,
  microseconds,
  teraflops,
  type System,
} from '@mantile/core';

/** The shape of Llama 3 70B, cut over 8 packages. */
export const dense = {
  layers: 80,
  hiddenSize: 8192,
  intermediateSize: 28672,
  numHeads: 64,
  numKvHeads: 8,
  headDim: 128,
  vocabSize: 128256,
  tensorParallel: 8,
};

/** Round figures: a benchmark needs a system, not a real one. */
export const system: System = {
  name: 'eight round chips',
  chip: {
    name: 'a round chip',
    peakFlops: { bf16: teraflops(1000) },
    memory: [{ name: 'HBM', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(4000) }],
  },
  tiers: [
    {
      name: 'switch',
      packages: 8,
      bandwidth: gigabytesPerSecondPerDirection(500),
      latency: microseconds(2),
    },
  ],
};
