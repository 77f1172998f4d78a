import { isVector, type Concept } from '../concept.ts';

/** A factor per channel or head with which the input is added past the recurrence. */
export const skipWeights: Concept = {
  name: 'skip weights of a recurrence',
  type: 'Recurrent',
  pattern: /(^|[._])D$/,
  fits: isVector,
  role: 'elementwise',
  flopsPerElement: 2,
  whatItIs: 'A factor per channel or head with which the input is added past the recurrence.',
  whyUnusual: 'Only state-space layers have it.',
  meaning: 'The D of a state-space model `y = C h + D x`.',
  impact: {
    flops:
      'One multiplication and one addition per element and row; where an element stands for a head, as many times as the head is wide, which the shape does not show.',
    memory: 'One element per channel or head.',
    kvCache: 'None of its own.',
  },
  paper: {
    title: 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
    url: 'https://arxiv.org/abs/2312.00752',
  },
  handling: ['Cut it as the channels are cut.'],
};
