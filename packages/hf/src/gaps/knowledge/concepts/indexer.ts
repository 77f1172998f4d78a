import type { Concept } from '../concept.ts';

/** Part of a small scorer that selects the cached positions to which attention then attends. */
export const indexer: Concept = {
  name: 'indexer',
  type: 'Attention',
  pattern: /(^|[._])(indexer|index_[qk]\w*|idx_\w+)([._]|$)/,
  whatItIs:
    'Part of a small scorer that selects the cached positions to which attention then attends.',
  whyUnusual: 'Plain attention attends to every cached position.',
  meaning: 'Sparse attention with learned selection.',
  impact: {
    flops:
      'Scores over the whole context, with few and narrow heads; attention itself then over the selected positions only.',
    memory: 'The projections of the scorer.',
    kvCache: 'Index keys are cached for every position, beside the keys and values.',
  },
  handling: [
    'Declare the index keys as a state of their own, often in fewer bits.',
    'Attention counts `min(context, selected)` positions.',
  ],
  specKeys: [['indexTopK', 'integer', 'positions selected per query']],
};
