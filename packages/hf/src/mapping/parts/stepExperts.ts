import type { ConfigReader } from '../configReader.ts';
import type { Body } from './body.ts';
import { gatedMlpSpec } from './feedforward.ts';
import { routedExpertsSpec } from './moe.ts';
import { networks } from './sparseLayers.ts';

const projections = ['gate_proj', 'up_proj', 'down_proj'];

const named = (stored: string, own: string) =>
  Object.fromEntries(
    projections.map((name) => [`${stored}${name}.weight`, `${own}${name}.weight`]),
  );

/** The feed-forward network of each layer of Step, and the dense one of its modules; names begin at the layer. */
export function stepNetworks(config: ConfigReader): {
  readonly network: (layer: number) => Body;
  readonly dense: () => Body;
} {
  const dense = (): Body => ({
    name: 'feedforward.dense',
    kind: 'GatedMLPLayer',
    spec: gatedMlpSpec(config),
    naming: named('mlp.', ''),
  });
  return {
    network: networks(config, sparseLayers(config), { sparse: () => mixture(config), dense }),
    dense,
  };
}

/** Listed in one string, or all behind the first few. */
function sparseLayers(config: ConfigReader): (layer: number) => boolean {
  if (!config.has('moe_layers_enum')) {
    const first = config.countOrZero('first_k_dense_replace');
    return (layer) => layer >= first;
  }
  const stated = config.raw('moe_layers_enum');
  const entries = typeof stated === 'string' ? stated.split(',').map(Number) : stated;
  const isList = Array.isArray(entries) && entries.every((entry) => Number.isInteger(entry));
  if (!isList) {
    const message = 'expected the layers with experts, as numbers with commas between them.';
    config.note('error', 'hf.field_invalid', 'moe_layers_enum', message);
    return () => false;
  }
  const sparse = new Set<unknown>(entries);
  return (layer) => sparse.has(layer);
}

/** Experts in one tensor each projection, and the shared one. */
function mixture(config: ConfigReader): Body {
  const hasBias = config.flag('use_moe_router_bias', { absent: true });
  return {
    name: 'feedforward.moe',
    kind: 'MoELayer',
    spec: {
      ...routedExpertsSpec(config),
      numSharedExperts: 1,
      sharedIntermediateSize: config.count(['share_expert_dim', 'share_expert_dims']),
      ...(hasBias && { correctionBias: true }),
    },
    naming: {
      'moe.gate.weight': 'router.weight',
      'moe.router_bias': 'router.correction_bias',
      ...named('moe.', 'experts.{expert}.'),
      ...named('share_expert.', 'shared_experts.'),
    },
  };
}
