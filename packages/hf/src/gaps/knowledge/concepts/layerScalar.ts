import { isVector, noState, type Concept } from '../concept.ts';

/** A learned factor on the output of a block. */
export const layerScalar: Concept = {
  name: 'layer scalar',
  type: 'Residual',
  pattern:
    /(^|[._])(layer_scalar|layer_scale\w*|lambda\w*|gamma(_\d)?|skip_scale|residual_scale)(\.weight)?$/,
  fits: isVector,
  whatItIs: 'A learned factor on the output of a block.',
  whyUnusual: 'Blocks are usually added as they are.',
  meaning: 'Scales a residual branch.',
  impact: {
    flops: 'One multiplication per element of the residual, which kernels fuse.',
    memory: 'A scalar or one element per channel.',
    kvCache: noState,
  },
  handling: ['It fuses with the addition of the residual; do not add a pass for it.'],
};
