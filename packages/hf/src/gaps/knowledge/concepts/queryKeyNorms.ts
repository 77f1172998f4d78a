import { isVector, type Concept } from '../concept.ts';

/** Gains of a norm over queries or keys, behind their projections. */
export const queryKeyNorms: Concept = {
  name: 'query and key norms',
  type: 'Attention',
  pattern: /(^|[._])(q|k|query|key)_?(norm|layernorm|ln)(\.(weight|bias|scale))?$/,
  fits: isVector,
  role: 'elementwise',
  flopsPerElement: 4,
  whatItIs: 'Gains of a norm over queries or keys, behind their projections.',
  whyUnusual: 'Attention of the first transformers normalises only its input.',
  meaning:
    'Keeps logits bounded. A length of one head is a norm per head; the length of all heads together is one norm over the whole projection, which tensor parallelism must reduce over.',
  impact: {
    flops: 'About four per element: square, sum, scale, gain.',
    memory: 'The gain only.',
    kvCache: 'None, but keys are cached behind the norm.',
  },
  paper: {
    title: 'Query-Key Normalization for Transformers',
    url: 'https://arxiv.org/abs/2010.04245',
  },
  handling: [
    'A gain as long as one head is replicated; one as long as the projection is cut with the heads, and its mean square is exchanged.',
  ],
  specKeys: [
    [
      'qkNorm',
      '`perHead`, `fullWidth`, `perHeadAndDimension` or `weightless`',
      'over what queries and keys are normalised',
    ],
  ],
};
