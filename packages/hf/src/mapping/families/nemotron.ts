import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import { layerNorm } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { preNormStack } from '../parts/stack.ts';
import { uniformAttention } from '../parts/window.ts';
import { isOn } from '../parts/isOn.ts';

/** Nemotron 4 and Minitron: layer norms, and networks of two matrices with a squared ReLU between them. */
export const nemotron: Family = {
  types: ['nemotron'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const norm = layerNorm(hiddenSize);
    const hasBias = isOn(config, 'mlp_bias');
    const sizes = { hiddenSize, intermediateSize: config.count('intermediate_size') };
    const network = plainNetwork(sizes, hasBias);
    return preNormStack(source, {
      tiedByDefault: false,
      norm,
      finalNorm: { norm, prefix: 'model.norm.' },
      attention: uniformAttention(groupedQuerySpec(config)),
      feedforward: () => network,
    });
  },
};
