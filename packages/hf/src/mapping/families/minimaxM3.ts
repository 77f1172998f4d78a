import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { decoder, normAt, rmsNorm } from '../parts/frame.ts';
import { requiredLayerFlags } from '../parts/layerPattern.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { isOn } from '../parts/isOn.ts';

/** The text model of MiniMax-M3: the first layers attend to everything and are dense, the others pick blocks and experts. */
export const minimaxM3: Family = {
  types: ['minimax_m3', 'minimax_m3_text'],
  describe: (source) => {
    const { config } = source;
    const sparsity = config.section('sparse_attention_config');
    const numLayers = config.count('num_hidden_layers');
    const picksBlocks = requiredLayerFlags(sparsity, 'sparse_attention_freq', numLayers);
    const hasExperts = requiredLayerFlags(config, 'moe_layer_freq', numLayers);
    const [full, sparse] = attentions(config, sparsity);
    const experts = mixture(config);
    const dense: Body = {
      name: 'feedforward.dense',
      kind: 'GatedMLPLayer',
      spec: gatedMlpSpec(config, config.count('dense_intermediate_size')),
    };
    noteWhatIsNotStored(config);
    const norm = rmsNorm(config.count('hidden_size'));
    return decoder(source, {
      tiedByDefault: false,
      layer: (layer, prefix) => [
        normAt(norm, `${prefix}input_layernorm.`, layer),
        { ...(picksBlocks[layer] === true ? sparse : full), prefix: `${prefix}self_attn.`, layer },
        normAt(norm, `${prefix}post_attention_layernorm.`, layer),
        hasExperts[layer] === true
          ? { ...experts, prefix: `${prefix}block_sparse_moe.`, layer }
          : { ...dense, prefix: `${prefix}mlp.`, layer },
      ],
    });
  },
};

function attentions(config: ConfigReader, sparsity: ConfigReader): readonly [Body, Body] {
  const isNormed = config.flag('use_qk_norm', { absent: true });
  const spec = groupedQuerySpec(config, isNormed ? { qkNorm: 'perHead' } : {});
  if (isOn(config, 'attention_output_gate')) {
    config.note(
      'error',
      'hf.form_unknown',
      'attention_output_gate',
      'the form of this gate is not known from any checkpoint.',
      'Inspect its tensors for a gap report, or describe it in a model config by hand.',
    );
  }
  const index = {
    indexNumHeads: sparsity.count('sparse_num_index_heads'),
    indexHeadDim: sparsity.count('sparse_index_dim'),
    blockSize: sparsity.count('sparse_block_size'),
    topkBlocks: sparsity.count('sparse_topk_blocks'),
    localBlocks: sparsity.countOrZero('sparse_local_block', { absent: 1 }),
  };
  return [
    { name: 'attention.full', kind: 'GroupedQueryAttentionLayer', spec },
    { name: 'attention.sparse', kind: 'BlockSparseAttentionLayer', spec: { ...spec, ...index } },
  ];
}

function mixture(config: ConfigReader): Body {
  const numSharedExperts = config.countOrZero('n_shared_experts', { absent: 0 });
  const hasCorrectionBias = config.flag('use_routing_bias', { absent: true });
  return {
    name: 'feedforward.moe',
    kind: 'MoELayer',
    spec: {
      // `intermediate_size` is the width of an expert; some files name it once more.
      ...routedExpertsSpec(config, 'intermediate_size'),
      ...(numSharedExperts > 0 && {
        numSharedExperts,
        sharedIntermediateSize: config.count('shared_intermediate_size'),
      }),
      ...(hasCorrectionBias && { correctionBias: true }),
      // Checkpoints store the routers in single precision, which no field says.
      routerDtype: 'fp32',
    },
    naming: moeNaming({
      correctionBias: 'e_score_correction_bias',
      projections: ['w1', 'w3', 'w2'],
    }),
  };
}

/** The files state modules for multi-token prediction that no checkpoint of the family stores. */
function noteWhatIsNotStored(config: ConfigReader): void {
  const name = ['num_mtp_modules', 'num_nextn_predict_layers'].find(
    (field) => (config.optionalCount(field) ?? 0) > 0,
  );
  if (name === undefined) return;
  const message =
    'states modules for multi-token prediction, which published checkpoints do not store: not counted.';
  config.note('info', 'hf.mtp_not_stored', name, message);
}
