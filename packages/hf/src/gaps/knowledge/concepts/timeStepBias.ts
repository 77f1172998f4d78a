import { isVector, type Concept } from '../concept.ts';

/** The bias of the step width with which a continuous state is made discrete. */
export const timeStepBias: Concept = {
  name: 'time step bias',
  type: 'Recurrent',
  pattern: /(^|[._])(dt_bias|dt_proj\.bias)$/,
  fits: isVector,
  role: 'elementwise',
  whatItIs: 'The bias of the step width with which a continuous state is made discrete.',
  whyUnusual: 'Only state-space and gated delta layers have step widths.',
  meaning:
    'Read together with the decay rates: the decay of a token is `exp(-exp(A_log) * softplus(dt + dt_bias))`.',
  impact: {
    flops: 'One addition per element and row; a softplus follows, which is not counted.',
    memory: 'One element per head or channel.',
    kvCache: 'None of its own.',
  },
  paper: {
    title: 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
    url: 'https://arxiv.org/abs/2312.00752',
  },
  handling: ['Cut it with the heads.'],
};
