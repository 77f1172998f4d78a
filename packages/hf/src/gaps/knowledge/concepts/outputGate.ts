import { noState, type Concept } from '../concept.ts';

/** A projection whose activation multiplies the result of another branch. */
export const outputGate: Concept = {
  name: 'gate',
  type: 'Gating',
  pattern:
    /(^|[._])(g_proj|gate|output_gate|z_proj|in_proj_z|gating|out_gate|gate_up|linear_gate)(\.weight)?$/,
  whatItIs: 'A projection whose activation multiplies the result of another branch.',
  whyUnusual: 'Plain layers add branches and do not multiply them.',
  meaning: 'A gate on the output of attention, of a recurrence or of a branch.',
  impact: {
    flops: 'One more product, and one multiplication per element.',
    memory: 'One more matrix.',
    kvCache: noState,
  },
  handling: ['Cut it as the branch is cut that it multiplies.'],
};
