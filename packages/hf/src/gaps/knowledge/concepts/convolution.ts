import { noState, type Concept } from '../concept.ts';

/** The kernel of a convolution over channels and neighbourhood. */
export const convolution: Concept = {
  name: 'convolution',
  type: 'Convolution',
  pattern: /conv/,
  fits: (shape) => shape.length >= 3,
  role: 'product',
  whatItIs: 'The kernel of a convolution over channels and neighbourhood.',
  whyUnusual: 'Language models work on single tokens; convolutions belong to images and sound.',
  meaning: 'A feature extractor or a downsampler.',
  impact: {
    flops: '`2 * positions * outputs * inputs * taps`, with positions of the output.',
    memory: '`outputs * inputs * taps`.',
    kvCache: noState,
  },
  handling: ['Rows are output positions, which strides make fewer than inputs.'],
};
