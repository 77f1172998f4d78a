import type { Naming } from '../../blueprint/naming.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Body } from './body.ts';
import { gatedMlpSpec } from './feedforward.ts';
import { layerIndices } from './layerIndices.ts';
import { expertCountNames, moeNaming, routedExpertsSpec } from './moe.ts';

/** A gated network without experts, in a model of both. */
export function denseNetwork(config: ConfigReader): Body {
  return { name: 'feedforward.dense', kind: 'GatedMLPLayer', spec: gatedMlpSpec(config) };
}

/** A gated network, in a model without experts. */
export function gatedNetwork(config: ConfigReader): () => Body {
  const body: Body = { name: 'feedforward', kind: 'GatedMLPLayer', spec: gatedMlpSpec(config) };
  return () => body;
}

/** Routed experts in the fields and under the names of most; DeepSeek's shared experts beside them. */
export function sharedMixture(
  config: ConfigReader,
  extra: Body['spec'] = {},
  naming: Naming = moeNaming(),
): Body {
  const sharedNames = ['n_shared_experts', 'num_shared_experts'];
  if (!sharedNames.some((name) => config.states(name))) config.noteDefault('n_shared_experts', 0);
  const numSharedExperts = config.optionalCount(...sharedNames) ?? 0;
  const spec = {
    ...routedExpertsSpec(config),
    ...(numSharedExperts > 0 && { numSharedExperts }),
    ...extra,
  };
  return { name: 'feedforward.moe', kind: 'MoELayer', spec, naming };
}

/** The network of each layer, with experts or without; what no layer has is not asked for. */
export function networks(
  config: ConfigReader,
  isSparse: (layer: number) => boolean,
  { sparse, dense = () => denseNetwork(config) }: { sparse: () => Body; dense?: () => Body },
): (layer: number) => Body {
  const numLayers = config.count('num_hidden_layers');
  const layers = Array.from({ length: numLayers }, (_, layer) => isSparse(layer));
  const some = layers.includes(true) ? sparse() : undefined;
  const others = layers.includes(false) ? dense() : undefined;
  // Modules behind the last layer have experts, if any layer has.
  return (layer) => ((layers[layer] ?? true) ? some : others) ?? some ?? others ?? dense();
}

/** Notes more layers of a kind than there are. */
export function checkUpTo(config: ConfigReader, name: string, stated: number): void {
  const numLayers = config.count('num_hidden_layers');
  if (stated <= numLayers) return;
  const message = `speaks of ${stated} layers, but the model has ${numLayers}.`;
  config.note('error', 'hf.field_invalid', name, message);
}

/** Experts in all layers but the first few, or in every so many of the rest: DeepSeek's rule. */
export function afterFirstDense(config: ConfigReader, absent?: number): (layer: number) => boolean {
  const hasExperts = (config.optionalCount(...expertCountNames) ?? 0) > 0;
  const first = config.countOrZero('first_k_dense_replace', absent === undefined ? {} : { absent });
  checkUpTo(config, 'first_k_dense_replace', first);
  const step = config.optionalCount('moe_layer_freq') ?? 1;
  return (layer) => hasExperts && layer >= first && layer % Math.max(step, 1) === 0;
}

/** Experts in every `decoder_sparse_step`th layer that is not listed as dense: Qwen's rule. */
export function everySparseStep(config: ConfigReader): (layer: number) => boolean {
  const hasExperts = (config.optionalCount(...expertCountNames) ?? 0) > 0;
  const step = config.count('decoder_sparse_step', { absent: 1 });
  const numLayers = config.count('num_hidden_layers');
  const listed = new Set(layerIndices(config, 'mlp_only_layers', numLayers, []));
  return (layer) => hasExperts && !listed.has(layer) && (layer + 1) % step === 0;
}
