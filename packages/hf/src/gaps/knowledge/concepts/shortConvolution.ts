import { isVector, type Concept } from '../concept.ts';

/** A depthwise filter over the last few tokens of each channel; the last dimension counts its taps. */
export const shortConvolution: Concept = {
  name: 'short convolution',
  type: 'Recurrent',
  pattern: /conv(1d|_1d|olution)?(\.weight|\.bias)?$|(^|[._])conv\w*\.weight$/,
  fits: (shape) =>
    isVector(shape) ||
    (shape.length >= 2 &&
      shape.length <= 3 &&
      (shape.at(-1) ?? 9) <= 8 &&
      (shape.length === 2 || shape[1] === 1)),
  role: 'filter',
  whatItIs:
    'A depthwise filter over the last few tokens of each channel; the last dimension counts its taps.',
  whyUnusual: 'Transformers mix tokens in attention only.',
  meaning: 'Brings neighbouring tokens together before a recurrence.',
  impact: {
    flops: '`2 * channels * taps` per token.',
    memory: '`channels * taps` elements.',
    kvCache: 'A window of `taps - 1` inputs per channel is kept per sequence.',
  },
  paper: {
    title: 'Mamba: Linear-Time Sequence Modeling with Selective State Spaces',
    url: 'https://arxiv.org/abs/2312.00752',
  },
  handling: [
    'Keep the last `taps - 1` inputs as state: a window that does not grow.',
    'Cut it with the channels.',
  ],
  specKeys: [['convKernelSize', 'integer', 'taps of the filter']],
};
