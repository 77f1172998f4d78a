import type { Concept } from '../concept.ts';

/** One half of a projection that goes through a narrow latent vector. */
export const latentProjection: Concept = {
  name: 'latent projection',
  type: 'Attention',
  pattern:
    /(^|[._])(kv_a|q_a|kv_b|q_b|kv_down|q_down|kv_up|q_up|w[kq]v?_[ab]|latent_\w+|fc[12]_latent_proj)(_proj)?(_with_mqa)?(\.weight)?$/,
  role: 'product',
  whatItIs: 'One half of a projection that goes through a narrow latent vector.',
  whyUnusual: 'Plain attention projects from the hidden state to the heads at once.',
  meaning:
    'Low-rank queries, keys or values, as in multi-head latent attention: the narrow side is the rank.',
  impact: {
    flops: '`2 * m * d * rank` and `2 * m * rank * width` in place of one product.',
    memory: 'Less than one full matrix where the rank is below half of the width.',
    kvCache:
      'Where keys and values come from the latent, the latent is what is cached, once for all heads.',
  },
  paper: {
    title: 'DeepSeek-V2: A Strong, Economical, and Efficient Mixture-of-Experts Language Model',
    url: 'https://arxiv.org/abs/2405.04434',
  },
  handling: [
    'Replicate the projection to the latent; cut the one behind it by heads.',
    'Decide whether decode absorbs the second matrix, and say so.',
  ],
  specKeys: [
    ['kvRank', 'integer', 'width of the cached latent'],
    ['qRank', 'integer', 'width of the latent of queries'],
  ],
};
