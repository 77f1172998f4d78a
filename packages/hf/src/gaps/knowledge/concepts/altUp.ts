import type { Concept } from '../concept.ts';

/** Weights that predict and correct several copies of the hidden state, of which a layer computes one. */
export const altUp: Concept = {
  name: 'alternating updates',
  type: 'Residual',
  pattern:
    /(^|[._])(altup\w*|correct_output_scale|correction_coefs|prediction_coefs|modality_router|router_norm)([._]|$)/,
  whatItIs:
    'Weights that predict and correct several copies of the hidden state, of which a layer computes one.',
  whyUnusual: 'A transformer has one hidden state per token.',
  meaning:
    'AltUp, as in Gemma 3n: the residual is several copies wide, the layer runs on one of them.',
  impact: {
    flops: 'Small products with the coefficients, and element-wise work on all copies.',
    memory: 'The coefficients; activations are wider by the number of copies.',
    kvCache: 'None: attention sees one copy.',
  },
  paper: {
    title: 'Alternating Updates for Efficient Transformers',
    url: 'https://arxiv.org/abs/2301.13310',
  },
  handling: ['What passes between layers is wider by the number of copies.'],
  specKeys: [['numCopies', 'integer', 'copies of the hidden state']],
};
