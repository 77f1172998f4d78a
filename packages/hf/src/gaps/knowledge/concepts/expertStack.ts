import { noState, type Concept } from '../concept.ts';

/** The matrices of routed experts: one set per expert, or all of them in one tensor whose first dimension counts experts. */
export const expertStack: Concept = {
  name: 'expert stack',
  type: 'MoE',
  pattern:
    /(^|[._])(experts?|local_experts)[._].*(\{n\}|\d+|weight|proj|w[123]|bias|blocks|scales)/,
  role: 'experts',
  whatItIs:
    'The matrices of routed experts: one set per expert, or all of them in one tensor whose first dimension counts experts.',
  whyUnusual: 'A dense network has one set of matrices that all tokens use.',
  meaning:
    'A mixture of experts: a router picks a few experts per token. All are stored; only those picked are computed and, in decode, read.',
  impact: {
    flops: '`2 * pairs * k * n` per matrix, where pairs are tokens times experts per token.',
    memory: 'All experts are held; with expert parallelism each package holds its share.',
    kvCache: noState,
  },
  paper: { title: 'Mixtral of Experts', url: 'https://arxiv.org/abs/2401.04088' },
  handling: [
    'Count reads in decode by the experts that the batch touches, not by all that are stored.',
    'Experts per token are a fact of the configuration, not of any shape.',
  ],
  specKeys: [
    ['numExperts', 'integer', 'routed experts'],
    ['topK', 'integer', 'experts per token'],
  ],
};
