import type { Family, Source } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { indexedLatentSpec, latentSpec } from '../parts/latentAttention.ts';
import { latentDecoder } from '../parts/latentDecoder.ts';
import { listedLayerKinds } from '../parts/layerPattern.ts';
import { hasCorrectionBias, statedModules } from './deepseek.ts';

// GLM's configuration classes of these models take other ranks, 2048 and 768.
const rankOfGlm5 = { qLoraRank: 2048 };
const rankOfFlash = { qLoraRank: 768 };

/** GLM-5 and 5.1, each layer with an indexer, and 5.2, where most layers use the choice of one before them. */
export const glmMoeDsa: Family = {
  types: ['glm_moe_dsa'],
  describe: (source) => {
    const { config } = source;
    const spec = indexedLatentSpec(config, rankOfGlm5);
    const own: Body = { name: 'attention.sparse', kind: 'SparseLatentAttentionLayer', spec };
    const shared: Body = {
      ...own,
      name: 'attention.sparseShared',
      spec: { ...spec, sharesIndexer: true },
    };
    const ownsIndexer = indexerOwners(source);
    return latentDecoder(source, {
      attention: (layer) => (ownsIndexer(layer) ? own : shared),
      hasCorrectionBias: hasCorrectionBias(config),
      numModules: statedModules(config),
    });
  },
};

/** GLM-4.7-Flash: latent attention without an indexer. */
export const glm4MoeLite: Family = {
  types: ['glm4_moe_lite'],
  describe: (source) => {
    const attention: Body = {
      name: 'attention',
      kind: 'MultiHeadLatentAttentionLayer',
      spec: latentSpec(source.config, rankOfFlash),
    };
    return latentDecoder(source, {
      attention: () => attention,
      hasCorrectionBias: hasCorrectionBias(source.config),
      numModules: statedModules(source.config),
      // Stated nowhere: the module has copies of both, as its published total of 31,221,488,576 shows.
      owns: { hasOwnEmbedding: true, hasOwnHead: true },
    });
  },
};

/** Which layers have an indexer of their own: as listed; all, modules for prediction too, where there is no list. */
function indexerOwners({ config, evidence }: Source): (layer: number) => boolean {
  const kinds = listedLayerKinds(config, 'indexer_types', ['full', 'shared']);
  if (kinds !== undefined || config.has('indexer_types')) {
    return (layer) => kinds?.[layer] !== 'shared';
  }
  config.noteAbsent('indexer_types', 'index_topk_freq says whether each layer has its indexer');
  const isShared = (config.optionalCount('index_topk_freq') ?? 1) > 1;
  if (!isShared && !config.has('index_topk_pattern')) return () => true;
  if (evidence !== undefined) {
    return (layer) => evidence.has(`model.layers.${layer}.self_attn.indexer.wk.weight`);
  }
  config.note(
    'error',
    'hf.field_missing',
    'indexer_types',
    'expected which layers have an indexer of their own, as index_topk_freq says that not all have.',
    'Inspect the tensors too, or take the complete config.json of the model.',
  );
  return () => true;
}
