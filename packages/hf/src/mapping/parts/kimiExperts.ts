import type { ConfigReader } from '../configReader.ts';
import type { Body } from './body.ts';
import { gatedMlpSpec } from './feedforward.ts';
import { moeNaming, routedExpertsSpec } from './moe.ts';
import { checkUpTo } from './sparseLayers.ts';

type Network = Body & { readonly module: string };

/** The feed-forward network of each layer of Kimi Linear and K3: the first dense, the others with experts. */
export function kimiFeedforwards(config: ConfigReader, numLayers: number): readonly Network[] {
  const numDense = config.countOrZero('first_k_dense_replace');
  checkUpTo(config, 'first_k_dense_replace', numDense);
  const step = config.count('moe_layer_freq', { absent: 1 });
  const isSparse = Array.from(
    { length: numLayers },
    (_, layer) => layer >= numDense && layer % step === 0,
  );
  const sparse = isSparse.includes(true) ? mixture(config) : undefined;
  const dense = isSparse.includes(false) ? network(config) : undefined;
  return isSparse.flatMap((hasExperts) => (hasExperts ? sparse : dense) ?? []);
}

function network(config: ConfigReader): Network {
  const spec = gatedMlpSpec(config);
  return { name: 'feedforward.dense', kind: 'GatedMLPLayer', spec, module: 'mlp' };
}

function mixture(config: ConfigReader): Network {
  const latentSize = config.countOrNone('routed_expert_hidden_size');
  const hasLatentNorm = config.flag('latent_moe_use_norm', { absent: false });
  const numSharedExperts = config.countOrZero('num_shared_experts', { absent: 0 });
  return {
    name: 'feedforward.moe',
    kind: latentSize === undefined ? 'MoELayer' : 'LatentMoELayer',
    spec: {
      ...routedExpertsSpec(config),
      ...(numSharedExperts > 0 && { numSharedExperts }),
      correctionBias: true,
      ...(latentSize !== undefined && { latentSize }),
      ...(latentSize !== undefined && hasLatentNorm && { hasLatentNorm }),
    },
    naming: moeNaming({ projections: ['w1', 'w3', 'w2'] }),
    module: 'block_sparse_moe',
  };
}
