import type { Concept } from '../concept.ts';

/** A projection, norm or bias of attention over states of another sequence. */
export const crossAttention: Concept = {
  name: 'cross-attention projection',
  type: 'Cross-attention',
  pattern: /cross_attn\.|encoder_attn\.|crossattention\./,
  whatItIs: 'A projection, norm or bias of attention over states of another sequence.',
  whyUnusual: 'In self-attention queries, keys and values come from one sequence.',
  meaning:
    'Keys and values are computed once from the encoder or the image, queries from the text.',
  impact: {
    flops:
      'Projections of keys and values count encoder tokens, those of queries and output count text tokens.',
    memory: 'As for self-attention.',
    kvCache: 'Of the length of the encoder states: constant while text is generated.',
  },
  paper: { title: 'The Llama 3 Herd of Models', url: 'https://arxiv.org/abs/2407.21783' },
  handling: ['Two numbers of rows: never count keys and values per text token.'],
  specKeys: [['encoderLen', 'integer', 'cached positions of the other sequence']],
};
