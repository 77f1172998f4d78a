import type { Concept } from '../concept.ts';

/** A weight per channel that the current token gets beside the decayed past. */
export const firstTokenBonus: Concept = {
  name: 'bonus of the current token',
  type: 'Recurrent',
  pattern: /(^|[._])(time_first|time_faaaa|u|r_k|k_k|k_a)$/,
  role: 'elementwise',
  flopsPerElement: 2,
  whatItIs: 'A weight per channel that the current token gets beside the decayed past.',
  whyUnusual: 'Only RWKV-like recurrences treat the current token apart.',
  meaning: 'With the decay rates it defines the WKV recurrence.',
  impact: {
    flops: 'Two per channel, in the scan.',
    memory: 'One element per channel.',
    kvCache:
      'The WKV state is constant in size: per head, head width by head width (or a few vectors in the fourth version).',
  },
  paper: {
    title: 'RWKV: Reinventing RNNs for the Transformer Era',
    url: 'https://arxiv.org/abs/2305.13048',
  },
  handling: ['Send the scan with `recurrence`; no weight shows its FLOPs.'],
  specKeys: [['headSize', 'integer', 'width of a head of the recurrent state']],
};
