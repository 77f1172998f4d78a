import { isVector, type Concept } from '../concept.ts';

/** A learned scalar that opens a cross-attention block or its network, through a tanh. */
export const crossAttentionGate: Concept = {
  name: 'cross-attention gate',
  type: 'Cross-attention',
  pattern:
    /cross_attn_\w*gate$|(^|[._])(attn|ff|mlp)_gate$|gate_(attn|ffwd|mlp)$|alpha_(cross_attn|dense)$/,
  fits: isVector,
  whatItIs: 'A learned scalar that opens a cross-attention block or its network, through a tanh.',
  whyUnusual: 'Blocks of a decoder are usually not gated as a whole.',
  meaning:
    'The block was added to a trained text model: at zero it passes text unchanged. Its keys and values come from another modality.',
  impact: {
    flops: 'One multiplication per element, fused.',
    memory: 'One element.',
    kvCache:
      'The block caches keys and values of the other modality once, whatever the length of the text.',
  },
  paper: {
    title: 'Flamingo: a Visual Language Model for Few-Shot Learning',
    url: 'https://arxiv.org/abs/2204.14198',
  },
  handling: ['Text-only requests skip the whole block.'],
};
