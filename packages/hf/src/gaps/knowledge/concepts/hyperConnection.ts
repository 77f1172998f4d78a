import { noState, type Concept } from '../concept.ts';

/** Weights that mix several parallel residual streams before and after a layer. */
export const hyperConnection: Concept = {
  name: 'hyper-connection mix',
  type: 'Residual',
  pattern: /(^|[._])(hc_\w+|hyper\w*|mhc\w*)([._]|$)/,
  whatItIs: 'Weights that mix several parallel residual streams before and after a layer.',
  whyUnusual: 'A transformer has one residual stream.',
  meaning:
    'Hyper-connections: the residual is several times as wide, and each layer reads and writes mixtures.',
  impact: {
    flops: 'Small products per token, and element-wise work on all streams.',
    memory: 'The mixing weights; activations are wider by the number of streams.',
    kvCache: noState,
  },
  paper: { title: 'Hyper-Connections', url: 'https://arxiv.org/abs/2409.19606' },
  handling: [
    'The residual between layers, and what pipeline stages exchange, is wider by the number of streams.',
  ],
  specKeys: [['numStreams', 'integer', 'parallel residual streams']],
};
