import { isVector, noState, type Concept } from '../concept.ts';

/** A number per expert that is added to the scores when experts are chosen, and not when their results are weighted. */
export const correctionBias: Concept = {
  name: 'router correction bias',
  type: 'MoE',
  pattern: /(e_score_)?correction_bias$|(gate|router)\.(e_score_)?bias$|expert_bias$/,
  fits: isVector,
  role: 'elementwise',
  whatItIs:
    'A number per expert that is added to the scores when experts are chosen, and not when their results are weighted.',
  whyUnusual: 'A plain router chooses and weights by the same scores.',
  meaning: 'Balances the load without an auxiliary loss.',
  impact: {
    flops: 'One addition per expert and token.',
    memory: 'One element per expert, usually in 32 bits.',
    kvCache: noState,
  },
  paper: {
    title: 'Auxiliary-Loss-Free Load Balancing Strategy for Mixture-of-Experts',
    url: 'https://arxiv.org/abs/2408.15664',
  },
  handling: [
    'Keep it in 32 bits whatever the format of the weights.',
    'It is a parameter of the checkpoint even where training code calls it a buffer.',
  ],
  specKeys: [['correctionBias', 'boolean', 'whether scores are corrected for the choice']],
};
