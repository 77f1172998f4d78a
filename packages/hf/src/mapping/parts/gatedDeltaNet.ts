import type { ConfigReader } from '../configReader.ts';
import { groupedQuerySpec } from './attention.ts';
import { listedLayerKinds } from './layerPattern.ts';

type Spec = Readonly<Record<string, unknown>>;

/** A token mixer of Qwen3-Next and Qwen3.5. */
export type HybridKind = 'linear_attention' | 'full_attention';

/** Which layers attend to everything: as listed, or every so many (the last of each period). */
export function hybridKinds(config: ConfigReader): readonly HybridKind[] {
  const numLayers = config.count('num_hidden_layers');
  const listed = listedLayerKinds(
    config,
    'layer_types',
    ['linear_attention', 'full_attention'],
    numLayers,
  );
  if (listed !== undefined || config.has('layer_types')) return listed ?? [];
  // The configuration classes of Qwen3-Next and Qwen3.5 make the list so, with 4 where no interval is given.
  const interval = config.count('full_attention_interval', { absent: 4 });
  return Array.from({ length: numLayers }, (_, layer) =>
    (layer + 1) % interval === 0 ? 'full_attention' : 'linear_attention',
  );
}

/** Gated DeltaNet, with its projections in stored in two (Qwen3-Next) or four (Qwen3.5). */
export function gatedDeltaNetSpec(config: ConfigReader, inputProjections: 'fused' | 'split'): Spec {
  return {
    hiddenSize: config.count('hidden_size'),
    numKeyHeads: config.count('linear_num_key_heads'),
    numValueHeads: config.count('linear_num_value_heads'),
    keyHeadDim: config.count('linear_key_head_dim'),
    valueHeadDim: config.count('linear_value_head_dim'),
    convKernel: config.count('linear_conv_kernel_dim', { absent: 4 }),
    inputProjections,
  };
}

/** Attention of the same models: queries twice as wide for a gate on the output, queries and keys normed by head. */
export function gatedAttentionSpec(config: ConfigReader): Spec {
  return { ...groupedQuerySpec(config, { qkNorm: 'perHead' }), outputGate: 'elementwise' };
}
