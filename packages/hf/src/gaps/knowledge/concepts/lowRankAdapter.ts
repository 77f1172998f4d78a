import { noState, type Concept } from '../concept.ts';

/** One of two thin matrices whose product is added to a projection, or stands in for one. */
export const lowRankAdapter: Concept = {
  name: 'low-rank adapter',
  type: 'Adapter',
  pattern: /(^|[._])lora(_[AB]|\.\d|[._])?/,
  role: 'product',
  whatItIs:
    'One of two thin matrices whose product is added to a projection, or stands in for one.',
  whyUnusual: 'Checkpoints usually store adapters apart, or merged.',
  meaning: 'A low-rank adapter (LoRA), or a low-rank network of the model itself.',
  impact: {
    flops: '`2 * m * rank` times the sum of both outer widths, where it is not merged.',
    memory: '`rank` times that sum.',
    kvCache: noState,
  },
  paper: {
    title: 'LoRA: Low-Rank Adaptation of Large Language Models',
    url: 'https://arxiv.org/abs/2106.09685',
  },
  handling: [
    'If it can be merged into the projection it costs nothing: say which of the two is meant.',
  ],
  specKeys: [['rank', 'integer', 'the narrow side']],
};
