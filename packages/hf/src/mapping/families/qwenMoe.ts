import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { everySparseStep, networks, sharedMixture } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { uniformAttention, noteIgnoredWindow } from '../parts/window.ts';
import { gatedSharedMoe } from './qwen3Next.ts';

/** Qwen 1.5 and 2 with experts: one shared expert behind a gate, biases on queries, keys and values. */
export const qwen2Moe: Family = {
  types: ['qwen2_moe'],
  describe: (source) => {
    const { config } = source;
    const qkvBias = config.flag('qkv_bias', { absent: true });
    const spec = groupedQuerySpec(config, { numKvHeads: 16, qkvBias, oBias: false });
    noteIgnoredWindow(config);
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec),
      feedforward: networks(config, everySparseStep(config), {
        sparse: () => gatedSharedMoe(config),
      }),
    });
  },
};

/** Qwen 3 with experts: none shared, queries and keys normed head by head, which no field states. */
export const qwen3Moe: Family = {
  types: ['qwen3_moe'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { numKvHeads: 4, qkNorm: 'perHead' });
    noteIgnoredWindow(config);
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec),
      feedforward: networks(config, everySparseStep(config), {
        sparse: () => sharedMixture(config),
      }),
    });
  },
};
