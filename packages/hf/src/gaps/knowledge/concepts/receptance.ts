import type { Concept } from '../concept.ts';

/** The projection of the gate through which the result of a recurrence or of channel mixing passes. */
export const receptance: Concept = {
  name: 'receptance',
  type: 'Recurrent',
  pattern: /(^|[._])receptance(\.weight)?$/,
  role: 'product',
  whatItIs:
    'The projection of the gate through which the result of a recurrence or of channel mixing passes.',
  whyUnusual: 'It takes the place of a query, and there is no softmax.',
  meaning: 'The R of RWKV.',
  impact: {
    flops: '`2 * m * d * d`, and a sigmoid.',
    memory: 'One matrix.',
    kvCache: 'None of its own.',
  },
  paper: {
    title: 'RWKV: Reinventing RNNs for the Transformer Era',
    url: 'https://arxiv.org/abs/2305.13048',
  },
  handling: ['Cut it by heads, as a query projection.'],
};
