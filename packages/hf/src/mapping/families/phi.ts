import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { fusedGateNaming, gatedMlpSpec } from '../parts/feedforward.ts';
import { layerNorm } from '../parts/frame.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { preNormStack, stack } from '../parts/stack.ts';
import { fusedQkvNaming, linearNaming } from '../parts/tower.ts';
import { statedWindow, uniformAttention } from '../parts/window.ts';
import { isOn } from '../parts/isOn.ts';

/** Phi 1 to 2: attention and network side by side behind one norm, biases everywhere, the head's included. */
export const phi: Family = {
  types: ['phi'],
  describe: (source) => {
    const { config } = source;
    const hiddenSize = config.count('hidden_size');
    const norm = layerNorm(hiddenSize);
    if (isOn(config, 'qk_layernorm')) {
      config.note(
        'error',
        'hf.field_unsupported',
        'qk_layernorm',
        'norms of queries and keys with mean and shift are not mapped; no published Phi has them.',
      );
    }
    const spec = groupedQuerySpec(config, { qkvBias: true });
    const attention = uniformAttention(spec, undefined, linearNaming({ dense: 'o_proj' }));
    const sizes = { hiddenSize, intermediateSize: config.count('intermediate_size') };
    const network = plainNetwork(sizes, true, ['fc1', 'fc2']);
    return stack(source, {
      tiedByDefault: false,
      finalNorm: { norm, prefix: 'model.final_layernorm.' },
      headHasBias: true,
      modules: (layer) => ({
        'input_layernorm.': norm,
        'self_attn.': attention(layer),
        'mlp.': network,
      }),
    });
  },
};

/** Phi 3 and 4, mini included: one matrix for queries, keys and values, and one for gate and up. */
export const phi3: Family = {
  types: ['phi3'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { qkvBias: false });
    const network: Body = {
      name: 'feedforward',
      kind: 'GatedMLPLayer',
      spec: gatedMlpSpec(config),
      naming: fusedGateNaming('gate_up_proj', 'down_proj'),
    };
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec, statedWindow(config), fusedQkvNaming('qkv_proj', 'o_proj')),
      feedforward: () => network,
    });
  },
};
