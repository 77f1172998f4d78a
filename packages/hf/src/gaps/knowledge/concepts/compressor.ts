import type { Concept } from '../concept.ts';

/** Weights that put several neighbouring cached positions together into one. */
export const compressor: Concept = {
  name: 'compressor',
  type: 'Attention',
  pattern: /(^|[._])(compressor|compress_\w+)([._]|$)/,
  whatItIs: 'Weights that put several neighbouring cached positions together into one.',
  whyUnusual: 'A cache usually holds one entry per token.',
  meaning: 'Compressed attention: beyond a window, one entry stands for a block of tokens.',
  impact: {
    flops: 'The products of the compressor, once per token.',
    memory: 'Its projections.',
    kvCache:
      'One entry per block instead of per token, beside a window of plain entries and the unfinished block.',
  },
  handling: ['The cache grows by one entry per block: use a retention that says so.'],
  specKeys: [['compressionRatio', 'integer', 'tokens per cached entry']],
};
