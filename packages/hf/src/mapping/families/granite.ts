import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { routedExpertsSpec } from '../parts/moe.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { uniformAttention } from '../parts/window.ts';

/** Granite 3 without experts: Llama with scales of its own, which are no weights. */
export const granite: Family = {
  types: ['granite'],
  describe: (source) =>
    preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(groupedQuerySpec(source.config)),
      feedforward: gatedNetwork(source.config),
    }),
};

/** Granite 3 with experts, and those that have a shared one. */
export const graniteMoe: Family = {
  types: ['granitemoe', 'granitemoeshared'],
  describe: (source) => {
    const mixture = stackedMixture(source.config);
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(groupedQuerySpec(source.config)),
      feedforward: () => mixture,
      // Experts and the shared one are modules of their own, side by side.
      places: { feedforward: '' },
    });
  },
};

/** Granite's experts: all in one tensor, gate and up joined; its modules' names begin at the layer. */
export function stackedMixture(config: ConfigReader): Body {
  const shared = config.countOrNone('shared_intermediate_size') ?? 0;
  const spec = {
    ...routedExpertsSpec(config, 'intermediate_size'),
    ...(shared > 0 && { numSharedExperts: 1, sharedIntermediateSize: shared }),
  };
  return { name: 'feedforward.moe', kind: 'MoELayer', spec, naming: stackedNaming() };
}

const inwards = ['gate_proj.weight', 'up_proj.weight'];

const stackedNaming = (): Naming => ({
  'block_sparse_moe.router.layer.weight': 'router.weight',
  'block_sparse_moe.input_linear.weight': { of: inwards.map((name) => `experts.{expert}.${name}`) },
  'block_sparse_moe.output_linear.weight': 'experts.{expert}.down_proj.weight',
  'shared_mlp.input_linear.weight': { of: inwards.map((name) => `shared_experts.${name}`) },
  'shared_mlp.output_linear.weight': 'shared_experts.down_proj.weight',
});
