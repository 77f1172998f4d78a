import { noState, type Concept } from '../concept.ts';

/** A low-rank branch beside attention, or its norm. */
export const laurel: Concept = {
  name: 'learned augmented residual',
  type: 'Residual',
  pattern: /(^|[._])(laurel\w*|linear_left|linear_right|post_laurel_norm)([._]|$)/,
  whatItIs: 'A low-rank branch beside attention, or its norm.',
  whyUnusual: 'The residual is usually added unchanged.',
  meaning: 'LAuReL, as in Gemma 3n: `x + norm(right(left(x)))`.',
  impact: {
    flops: '`2 * m * d * rank` twice.',
    memory: 'Two thin matrices and a gain.',
    kvCache: noState,
  },
  paper: {
    title: 'LAuReL: Learned Augmented Residual Layer',
    url: 'https://arxiv.org/abs/2411.07501',
  },
  handling: ['The rank is small: replicate it, or cut it and reduce with the attention output.'],
  specKeys: [['laurelRank', 'integer', 'the narrow side of the branch']],
};
