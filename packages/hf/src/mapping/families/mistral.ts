import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { mixedAttention, slidingLayers, statedWindow, uniformAttention } from '../parts/window.ts';

/** Mistral 7B to Large, Nemo, Devstral: files state a window in the first, and null in all others. */
export const mistral: Family = {
  types: ['mistral'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { numKvHeads: 8 });
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec, statedWindow(config, { isAlwaysStated: true })),
      feedforward: gatedNetwork(config),
    });
  },
};

/** Ministral 8B and Ministral 3: Mistral with or without windows, by layer. */
export const ministral: Family = {
  types: ['ministral', 'ministral3'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { numKvHeads: 8 });
    const window = statedWindow(config);
    return preNormStack(source, {
      tiedByDefault: false,
      attention: mixedAttention(
        spec,
        slidingLayers(config, () => true),
        window,
      ),
      feedforward: gatedNetwork(config),
    });
  },
};
