import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import { embeddedText, groupedText, storedPlaces, textSection } from '../parts/embeddedText.ts';
import { decoder, normAt, rmsNorm } from '../parts/frame.ts';
import { behind } from '../parts/tower.ts';
import { withDefaults } from '../parts/withDefaults.ts';
import { gemma4Audio } from './gemma4Audio.ts';
import { gemma4Attention, gemma4Feedforward } from './gemma4Layers.ts';
import { gemma4Tower } from './gemma4Vision.ts';

/** The text models of Gemma 4. */
export const gemma4Text: Family = { types: ['gemma4_text'], describe: describeText };

/** Gemma 4: a text model behind a vision tower, and in the small sizes an audio tower. */
export const gemma4: Family = {
  types: ['gemma4'],
  describe: (source) => {
    const { config } = source;
    const text = textSection(config);
    const model = embeddedText(source, text, gemma4Text, storedPlaces(source, [groupedText, {}]));
    const width = text.count('hidden_size', { absent: 2304 });
    const towers: (readonly Piece[])[] = [];
    if (config.has('vision_config')) {
      towers.push(gemma4Tower(config.section('vision_config'), width));
    }
    for (const name of ['vision_config', 'audio_config']) {
      // Null says that there is none, as in the files of the large sizes.
      if (config.states(name)) continue;
      const message = 'absent: no such tower is counted, though sizes of Gemma 4 have one.';
      config.note(
        'warning',
        'hf.tower_unstated',
        name,
        message,
        'Inspect the tensors too to be sure.',
      );
    }
    if (config.has('audio_config')) {
      towers.push(gemma4Audio(config.section('audio_config'), width));
    }
    return behind(model, ...towers);
  },
};

function describeText(source: Source): ModelPieces {
  const { evidence } = source;
  const config = withDefaults(source.config, {
    ...{ vocab_size: 262144, hidden_size: 2304, intermediate_size: 9216 },
    ...{ num_hidden_layers: 30, num_attention_heads: 8, num_key_value_heads: 4, head_dim: 256 },
  });
  const norm = rmsNorm(config.count('hidden_size'));
  const scaled = { ...norm.spec, hasLayerScalar: true };
  const attention = gemma4Attention(config);
  const feedforward = gemma4Feedforward({ config, evidence });
  const perLayer = perLayerInputs(config);
  const model = decoder(
    { config, evidence },
    {
      tiedByDefault: true,
      layer: (layer, prefix) => [
        normAt(norm, `${prefix}input_layernorm.`, layer),
        { ...attention(layer), prefix: `${prefix}self_attn.`, layer },
        normAt(norm, `${prefix}post_attention_layernorm.`, layer),
        normAt(norm, `${prefix}pre_feedforward_layernorm.`, layer),
        feedforward(layer, prefix),
        scaledNorm(scaled, prefix, layer),
        ...(perLayer === undefined ? [] : [{ ...perLayer.input, prefix, layer }]),
      ],
    },
  );
  if (perLayer === undefined) return model;
  const [embedding, ...others] = model.pieces;
  const pieces = embedding === undefined ? others : [embedding, perLayer.table, ...others];
  return { ...model, pieces };
}

interface PerLayer {
  readonly table: Piece;
  readonly input: Omit<Piece, 'prefix'>;
}

/** The embeddings that the small sizes give each layer of its own. */
function perLayerInputs(config: ConfigReader): PerLayer | undefined {
  const perLayerSize = config.countOrZero('hidden_size_per_layer_input', { absent: 256 });
  if (perLayerSize === 0) return undefined;
  const hiddenSize = config.count('hidden_size');
  return {
    table: {
      name: 'embedding.perLayer',
      kind: 'PerLayerEmbeddingLayer',
      spec: {
        hiddenSize,
        perLayerSize,
        numLayers: config.count('num_hidden_layers'),
        vocabSize: config.count('vocab_size_per_layer_input', { absent: 262144 }),
      },
      prefix: 'model.',
      naming: { 'per_layer_model_projection.weight': 'per_layer_projection.weight' },
    },
    input: {
      name: 'embedding.perLayerInput',
      kind: 'PerLayerInputLayer',
      spec: { hiddenSize, perLayerSize },
    },
  };
}

/** The last norm of a layer, with the learned scalar of its output. */
function scaledNorm(spec: Piece['spec'], prefix: string, layer: number): Piece {
  return {
    name: 'norm.scaled',
    kind: 'NormLayer',
    spec,
    prefix: `${prefix}post_feedforward_layernorm.`,
    layer,
    naming: { [`/${prefix}layer_scalar`]: 'layer_scalar' },
  };
}
