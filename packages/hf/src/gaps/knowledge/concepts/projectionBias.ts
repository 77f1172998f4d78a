import { isVector, type Concept } from '../concept.ts';

/** A vector that is added to the output of a projection or norm. */
export const projectionBias: Concept = {
  name: 'bias',
  type: 'Bias',
  pattern: /(^|[._])bias$|_bias$|_b$/,
  fits: isVector,
  role: 'elementwise',
  whatItIs: 'A vector that is added to the output of a projection or norm.',
  whyUnusual: 'Most language models of today leave biases out.',
  meaning:
    'A plain affine projection; a bias on queries, keys and values alone is the habit of Qwen2 and of GPT-like models.',
  impact: {
    flops: 'One addition per output element and row: `m` times its length, not `m` alone.',
    memory: 'Its length.',
    kvCache: 'None: biases of keys and values are within what is cached.',
  },
  handling: ['A bias behind cut outputs is cut with them; one behind summed inputs is added once.'],
  specKeys: [['hasBias', 'boolean', 'whether the projections have biases']],
};
