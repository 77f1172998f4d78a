import { isMatrix, noState, type Concept } from '../concept.ts';

/** A projection from the hidden state to one score per expert. */
export const router: Concept = {
  name: 'router',
  type: 'MoE',
  pattern: /(^|[._])(router|gate|wg)(\.(weight|wg\.weight|layer\.weight|classifier\.weight))?$/,
  fits: (shape) => isMatrix(shape) && (shape[0] ?? 0) < (shape[1] ?? 0),
  role: 'product',
  whatItIs: 'A projection from the hidden state to one score per expert.',
  whyUnusual: 'Dense networks do not choose.',
  meaning:
    'Its rows count the experts. Scores may pass a softmax or a sigmoid before the best are taken.',
  impact: {
    flops: '`2 * m * d * E`, often in 32 bits.',
    memory: '`d * E` elements, replicated on every package.',
    kvCache: noState,
  },
  paper: {
    title:
      'Switch Transformers: Scaling to Trillion Parameter Models with Simple and Efficient Sparsity',
    url: 'https://arxiv.org/abs/2101.03961',
  },
  handling: ['Replicate it: each token needs all scores.'],
  specKeys: [
    ['numExperts', 'integer', 'rows of the router'],
    ['topK', 'integer', 'experts per token'],
  ],
};
