import type { Family } from './family.ts';
import { llama, qwen2, qwen3 } from './families/llama.ts';
import { qwen3Next } from './families/qwen3Next.ts';

/** All families, one line each. */
export const families: readonly Family[] = [llama, qwen2, qwen3, qwen3Next];
