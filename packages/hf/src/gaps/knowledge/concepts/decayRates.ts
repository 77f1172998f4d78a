import type { Concept } from '../concept.ts';

/** Logarithms of the rates at which a recurrent state decays. */
export const decayRates: Concept = {
  name: 'decay rates',
  type: 'Recurrent',
  pattern: /(^|[._])A_log$|time_decay$/,
  role: 'elementwise',
  flopsPerElement: 2,
  whatItIs: 'Logarithms of the rates at which a recurrent state decays.',
  whyUnusual: 'Attention forgets nothing and has no rates.',
  meaning:
    'A linear recurrence. One rate per head and a scalar-times-identity state, or one per channel and state element: the shape says which.',
  impact: {
    flops:
      'Each rate goes into the decay of each token: two per rate and row are counted. The update of the state, shapes do not show.',
    memory: 'The rates, usually in 32 bits.',
    kvCache: 'The recurrent state is constant in size: it does not grow with the context.',
  },
  paper: {
    title: 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
    url: 'https://arxiv.org/abs/2312.00752',
  },
  handling: [
    'Declare the state with `keep`: constant retention, its size from heads, head width and state width.',
    'Send the update with `recurrence`, whose FLOPs no weight shows.',
  ],
  specKeys: [['stateSize', 'integer', 'elements of state per channel or head']],
};
