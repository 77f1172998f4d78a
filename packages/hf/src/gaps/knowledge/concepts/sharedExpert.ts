import { isMatrix, noState, type Concept } from '../concept.ts';

/** A matrix of an expert that every token passes. */
export const sharedExpert: Concept = {
  name: 'shared expert',
  type: 'MoE',
  pattern: /(^|[._])shared_?experts?[._]/,
  fits: isMatrix,
  role: 'product',
  whatItIs: 'A matrix of an expert that every token passes, or of the gate in front of it.',
  whyUnusual: 'Routed experts are chosen; this one is not.',
  meaning: 'A dense network beside the routed experts, whose results are added.',
  impact: {
    flops: '`2 * m * k * n`, as for any dense network.',
    memory: 'Held on every package that does not cut it.',
    kvCache: noState,
  },
  handling: ['Count it for every token; expert parallelism does not deal it out.'],
};
