import type { Family } from '../family.ts';
import { withFusedExperts } from '../parts/fusedExperts.ts';
import { qwen3Moe } from './qwenMoe.ts';
import { describeQwen3 } from './qwenVl.ts';

/** Qwen3-VL of experts, which its files stack with inputs in front. */
export const qwen3VlMoe: Family = {
  types: ['qwen3_vl_moe'],
  describe: (source) => {
    const model = describeQwen3(source, qwen3Moe);
    return { ...model, pieces: withFusedExperts(source, model.pieces, true) };
  },
};
