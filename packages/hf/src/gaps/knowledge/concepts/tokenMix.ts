import type { Concept } from '../concept.ts';

/** Weights of a linear interpolation between a token and the one before it. */
export const tokenMix: Concept = {
  name: 'token-shift mix',
  type: 'Recurrent',
  pattern:
    /(^|[._])(time_mix_\w+|time_maa_\w+|x_(maa|[rwkvag]|[a-z]{1,3})|mu(_\w+)?|lerp\w*|[rwkvg]_lerp)(\.\w+)*$/,
  flopsPerElement: 3,
  whatItIs: 'Weights of a linear interpolation between a token and the one before it.',
  whyUnusual: 'Projections usually see one token only.',
  meaning: 'The token shift of RWKV: each projection reads its own mixture of two neighbours.',
  impact: {
    flops: 'Three per channel: difference, product, sum.',
    memory: 'One element per channel and mixture.',
    kvCache: 'The last hidden state of each such block is kept per sequence.',
  },
  paper: {
    title: 'RWKV: Reinventing RNNs for the Transformer Era',
    url: 'https://arxiv.org/abs/2305.13048',
  },
  handling: [
    'Keep one hidden state per block as state, constant in size.',
    'Prompts may be split over packages only if the last token of the neighbour is exchanged.',
  ],
};
