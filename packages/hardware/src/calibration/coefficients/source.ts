import type { MeasurementSource } from '../calibration.ts';

/** Where the measurements behind all committed coefficients come from. */
export const source: MeasurementSource = {
  title:
    'aiconfigurator, measured kernels (calibration rows: 70 % of the shapes, down-sampled, several engines joined on one shape)',
  url: 'https://github.com/ai-dynamo/aiconfigurator/tree/095f58a51c4ca8e61b66ec108d86f223f8d559ce',
  licence: 'Apache-2.0, © NVIDIA CORPORATION & AFFILIATES',
  date: '2026-08-21',
  method: 'replay of CUDA graphs, 3 warm-ups, mean of 6 runs',
};
