import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { afterFirstDense, networks, sharedMixture } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { mixedAttention, slidingLayers, statedWindow, uniformAttention } from '../parts/window.ts';

/** DeepSeek MoE 16B and DeepSeek 1: attention over heads; the first layers dense, the others with experts. */
export const deepseek: Family = {
  types: ['deepseek'],
  describe: (source) => {
    const { config } = source;
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(groupedQuerySpec(config)),
      feedforward: networks(config, afterFirstDense(config, 0), {
        sparse: () => sharedMixture(config),
      }),
    });
  },
};

/** dots.llm1: DeepSeek's experts with a correction, queries and keys normed by head, windows by layer where listed. */
export const dots1: Family = {
  types: ['dots1'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { numKvHeads: 32, qkNorm: 'perHead' });
    const isListed = config.has('layer_types');
    if (!isListed) config.noteDefault('layer_types', null);
    return preNormStack(source, {
      tiedByDefault: false,
      attention: isListed
        ? mixedAttention(
            spec,
            slidingLayers(config, () => false),
            statedWindow(config),
          )
        : uniformAttention(spec),
      feedforward: networks(config, afterFirstDense(config, 0), {
        sparse: () => sharedMixture(config, { correctionBias: true }),
      }),
    });
  },
};
