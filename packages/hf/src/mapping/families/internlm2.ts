import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { preNormStack } from '../parts/stack.ts';
import { fusedQkvNaming, linearNaming } from '../parts/tower.ts';
import { uniformAttention } from '../parts/window.ts';

/** InternLM 2 and 2.5: one matrix for queries, keys and values, and the names of Meta's first Llama. */
export const internlm2: Family = {
  types: ['internlm2'],
  describe: (source) => {
    const { config } = source;
    const qkvBias = config.flag('bias', { absent: true });
    const network: Body = {
      name: 'feedforward',
      kind: 'GatedMLPLayer',
      spec: gatedMlpSpec(config),
      naming: linearNaming({ w1: 'gate_proj', w3: 'up_proj', w2: 'down_proj' }),
    };
    return preNormStack(source, {
      prefix: 'model.',
      embedding: 'model.tok_embeddings.',
      head: 'output.',
      tiedByDefault: false,
      attention: uniformAttention(
        groupedQuerySpec(config, { qkvBias }),
        undefined,
        fusedQkvNaming('wqkv', 'wo'),
      ),
      feedforward: () => network,
      places: {
        attentionNorm: 'attention_norm.',
        attention: 'attention.',
        feedforwardNorm: 'ffn_norm.',
        feedforward: 'feed_forward.',
      },
    });
  },
};
