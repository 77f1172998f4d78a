import { isVector, noState, type Concept } from '../concept.ts';

/** Gain or shift of a norm. */
export const normGain: Concept = {
  name: 'norm',
  type: 'Norm',
  pattern: /(norm|(^|[._])ln(_?\w{0,3}))\d*(\.(weight|scale|bias|gamma|beta))?$/,
  fits: isVector,
  role: 'elementwise',
  flopsPerElement: 4,
  whatItIs: 'Gain or shift of a norm.',
  whyUnusual:
    'It stands where the layer kinds known have none, or belongs to a module that is not known.',
  meaning: 'A norm over as many elements as it is long.',
  impact: { flops: 'About four per element and row.', memory: 'Its length.', kvCache: noState },
  handling: ['Replicate it.'],
};
