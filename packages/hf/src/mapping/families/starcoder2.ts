import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { layerNorm } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { preNormStack } from '../parts/stack.ts';
import { statedWindow, uniformAttention } from '../parts/window.ts';

/** StarCoder 2: biases everywhere but in the head, a window in all layers. */
export const starcoder2: Family = {
  types: ['starcoder2'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const hasBias = config.flag('use_bias', { absent: true });
    const norm = layerNorm(hiddenSize);
    const spec = groupedQuerySpec(config, { numKvHeads: 2, qkvBias: hasBias });
    const sizes = { hiddenSize, intermediateSize: config.count('intermediate_size') };
    const network = plainNetwork(sizes, hasBias, ['c_fc', 'c_proj']);
    return preNormStack(source, {
      tiedByDefault: true,
      norm,
      finalNorm: { norm, prefix: 'model.norm.' },
      attention: uniformAttention(spec, statedWindow(config)),
      feedforward: () => network,
    });
  },
};
