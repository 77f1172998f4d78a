/** Where rents were published. */
import { source } from '../figure.ts';

export const mercatus = source('mercatus-ai: GPU prices', 'https://mercatus-ai.com', '2026-05');
export const awsCapacityBlocks = source(
  'AWS EC2 capacity blocks, a mirror of the price page',
  undefined,
  '2024-H2',
);
export const gpuBlog = source('gpu.blog: prices', 'https://gpu.blog');
