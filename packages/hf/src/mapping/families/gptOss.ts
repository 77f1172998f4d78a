import type { Naming } from '../../blueprint/naming.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { fusedExpertsNaming } from '../parts/fusedExperts.ts';
import { routedExpertsSpec } from '../parts/moe.ts';
import { preNormStack } from '../parts/stack.ts';
import { mixedAttention, slidingLayers, statedWindow } from '../parts/window.ts';

/** All experts in one tensor, inputs in front, and so their biases. */
const naming = (): Naming => ({
  ...fusedExpertsNaming(true),
  'experts.gate_up_proj_bias': {
    of: ['experts.{expert}.gate_proj.bias', 'experts.{expert}.up_proj.bias'],
  },
  'experts.down_proj_bias': 'experts.{expert}.down_proj.bias',
});

/** gpt-oss: every other layer held to a window, a learned logit for each head's softmax, biases everywhere. */
export const gptOss: Family = {
  types: ['gpt_oss'],
  describe: (source) => {
    const { config } = source;
    const qkvBias = config.flag('attention_bias', { absent: true });
    const spec = {
      ...groupedQuerySpec(config, { numKvHeads: 8, headDim: 64, qkvBias }),
      sinkLogits: true,
    };
    const mixture: Body = {
      name: 'feedforward.moe',
      kind: 'MoELayer',
      spec: { ...routedExpertsSpec(config, 'intermediate_size'), hasBias: true },
      naming: naming(),
    };
    return preNormStack(source, {
      tiedByDefault: false,
      attention: mixedAttention(
        spec,
        slidingLayers(config, (layer) => layer % 2 === 0),
        statedWindow(config, { absent: 128 }),
      ),
      feedforward: () => mixture,
    });
  },
};
