/** Google's documents about TPUs. */
import { source } from '../figure.ts';

export const tpuV4Doc = source('Google Cloud: TPU v4', 'https://docs.cloud.google.com/tpu/docs/v4');
export const tpuV5eDoc = source(
  'Google Cloud: TPU v5e',
  'https://docs.cloud.google.com/tpu/docs/v5e',
);
export const tpuV5pDoc = source(
  'Google Cloud: TPU v5p',
  'https://docs.cloud.google.com/tpu/docs/v5p.md.txt',
);
export const tpuV6eDoc = source(
  'Google Cloud: TPU v6e',
  'https://docs.cloud.google.com/tpu/docs/v6e.md.txt',
);
export const tpuV7Doc = source(
  'Google Cloud: TPU7x (Ironwood)',
  'https://docs.cloud.google.com/tpu/docs/tpu7x',
  '2025-2026',
);
export const hotChipsIronwood = source(
  'Hot Chips coverage of Ironwood',
  'https://mattfife.com/?p=15269',
);
