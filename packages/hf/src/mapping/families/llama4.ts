import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { embeddedText, storedPlaces, textSection, wrappedText } from '../parts/embeddedText.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { decoder, normAt, rmsNorm } from '../parts/frame.ts';
import { withFusedExperts } from '../parts/fusedExperts.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { behind } from '../parts/tower.ts';
import { llama4Tower } from './llama4Vision.ts';

/** The text models of Llama 4: three of four layers see chunks, the fourth everything; experts in all or every other. */
export const llama4Text: Family = {
  types: ['llama4_text'],
  describe: (source) => {
    const model = describeText(source);
    return { ...model, pieces: withFusedExperts(source, model.pieces, true) };
  },
};

/** Llama 4 Scout and Maverick: the text model behind a vision tower that checkpoints hold, stated or not. */
export const llama4: Family = {
  types: ['llama4'],
  describe: (source) => {
    const { config } = source;
    const places = storedPlaces(source, [wrappedText, {}]);
    const text = textSection(config);
    const family = { types: [], describe: describeText };
    const model = embeddedText(source, text, family, places);
    const pieces = withFusedExperts(source, model.pieces, true);
    if (!isTowerStored(source)) return { ...model, pieces };
    const tower = llama4Tower(config.section('vision_config'), text.count('hidden_size'));
    return behind({ ...model, pieces }, tower);
  },
};

function isTowerStored({ config, evidence }: Source): boolean {
  if (evidence !== undefined) return evidence.has('vision_model.class_embedding');
  if (config.has('vision_config')) return true;
  config.note(
    'warning',
    'hf.tower_assumed',
    'vision_config',
    'absent; the tower that its class takes is counted, which the checkpoints of Scout and Maverick hold.',
    'Inspect the tensors too to be sure.',
  );
  return true;
}

function describeText(source: Source): ModelPieces {
  const { config } = source;
  const numLayers = config.count('num_hidden_layers');
  const hasExperts = sparseLayers(config, numLayers);
  const seesAll = fullLayers(config, numLayers);
  const norm = rmsNorm(config.count('hidden_size'));
  const [full, chunked] = attentions(config);
  const dense: Body = {
    name: 'feedforward.dense',
    kind: 'GatedMLPLayer',
    spec: hasExperts.size < numLayers ? denseSpec(config) : {},
  };
  const experts = mixture(config);
  return decoder(source, {
    tiedByDefault: false,
    layer: (layer, prefix) => [
      normAt(norm, `${prefix}input_layernorm.`, layer),
      { ...(seesAll(layer) ? full : chunked), prefix: `${prefix}self_attn.`, layer },
      normAt(norm, `${prefix}post_attention_layernorm.`, layer),
      { ...(hasExperts.has(layer) ? experts : dense), prefix: `${prefix}feed_forward.`, layer },
    ],
  });
}

const denseSpec = (config: ConfigReader) =>
  gatedMlpSpec(config, config.count('intermediate_size_mlp', { absent: 16384 }));

function attentions(config: ConfigReader): readonly [full: Body, chunked: Body] {
  const spec = groupedQuerySpec(config, { numKvHeads: 8, headDim: 128 });
  // A norm without weights, of queries and keys that rotate: those of chunks.
  const isNormed = config.flag('use_qk_norm', { absent: true });
  const chunkSize = config.count('attention_chunk_size', { absent: 8192 });
  return [
    { name: 'attention.full', kind: 'GroupedQueryAttentionLayer', spec },
    {
      name: 'attention.sliding',
      kind: 'SlidingWindowAttentionLayer',
      spec: { ...spec, chunkSize, ...(isNormed && { qkNorm: 'weightless' }) },
    },
  ];
}

function mixture(config: ConfigReader): Body {
  return {
    name: 'feedforward.moe',
    kind: 'MoELayer',
    spec: {
      // One shared expert as wide as a routed one, which no field states.
      ...routedExpertsSpec(config, 'intermediate_size'),
      numSharedExperts: 1,
    },
    naming: moeNaming({ router: 'router', shared: 'shared_expert' }),
  };
}

/** Layers with experts: as listed, or the last of every so many. */
function sparseLayers(config: ConfigReader, numLayers: number): ReadonlySet<number> {
  const listed = config.numbers('moe_layers');
  if (listed !== undefined) return new Set(listed.filter((layer) => layer < numLayers));
  const step = config.count('interleave_moe_layer_step', { absent: 1 });
  const layers = Array.from({ length: numLayers }, (_, layer) => layer);
  return new Set(layers.filter((layer) => (layer + 1) % step === 0));
}

/** Layers that see everything, without rotation: those marked 0, or the last of four, as the class makes the list. */
function fullLayers(config: ConfigReader, numLayers: number): (layer: number) => boolean {
  const marks = config.numbers('no_rope_layers');
  if (marks !== undefined && marks.length > 0) {
    if (marks.length === numLayers) return (layer) => marks[layer] === 0;
    const message = `lists ${marks.length} layers, but the model has ${numLayers}.`;
    config.note('error', 'hf.layer_list_length', 'no_rope_layers', message);
  }
  const interval = config.count('no_rope_layer_interval', { absent: 4 });
  return (layer) => (layer + 1) % interval === 0;
}
