import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { layerNorm, normAt } from '../parts/frame.ts';
import { linearNaming, mlpNaming, placed } from '../parts/tower.ts';

const outputNaming = () => linearNaming({ out_proj: 'o_proj' });

/** Whisper: a spectrogram's frames pass an encoder, to which every layer of the decoder attends. */
export const whisper: Family = {
  types: ['whisper'],
  describe: ({ config }) => {
    const hiddenSize = config.count('d_model');
    const vocabSize = config.count('vocab_size', { absent: 51865 });
    const numLayers = config.count('decoder_layers');
    // The head is the decoder's embedding in all of them, whatever is stored.
    const tied = config.flag('tie_word_embeddings', { absent: true });
    const positions = config.count('max_target_positions', { absent: 448 });
    const root = 'model.decoder.';
    const pieces: Piece[] = [
      ...encoder(config, hiddenSize),
      {
        name: 'embedding',
        kind: 'EmbeddingLayer',
        spec: { vocabSize, hiddenSize },
        prefix: `${root}embed_tokens.`,
      },
      positionTable('text', positions, hiddenSize, root),
      ...decoderLayers(config, hiddenSize, numLayers, root),
      normAt(layerNorm(hiddenSize), `${root}layer_norm.`),
      {
        name: 'head',
        kind: 'LMHeadLayer',
        spec: { hiddenSize, vocabSize, ...(tied && { tied }) },
        prefix: 'proj_out.',
      },
    ];
    return { hiddenSize, numLayers, vocabSize, maxPositionEmbeddings: positions, pieces };
  },
};

function positionTable(
  part: 'text' | 'encoder',
  vocabSize: number,
  hiddenSize: number,
  root: string,
): Piece {
  return placed(part, 'embedding.positions', {
    kind: 'EmbeddingLayer',
    // One row for each place in order: every package holds all of them.
    spec: { vocabSize, hiddenSize, vocabParallel: false },
    at: `${root}embed_positions.`,
  });
}

/** All projections have biases but that of keys, which no field states. */
function attentionSpec(config: ConfigReader, hiddenSize: number, heads: string): Piece['spec'] {
  return { hiddenSize, numHeads: config.count(heads), hasBias: true, kBias: false };
}

function network(
  part: 'text' | 'encoder',
  config: ConfigReader,
  hiddenSize: number,
  width: string,
): (prefix: string, layer: number) => Piece {
  const intermediateSize = config.count(width);
  const spec = { hiddenSize, intermediateSize, hasBias: true };
  const naming = mlpNaming('fc1', 'fc2');
  return (prefix, layer) =>
    placed(part, 'feedforward', { kind: 'MLPLayer', spec, at: '', naming }, prefix, layer);
}

function encoder(config: ConfigReader, hiddenSize: number): readonly Piece[] {
  const root = 'model.encoder.';
  const spec = { ...attentionSpec(config, hiddenSize, 'encoder_attention_heads'), isCausal: false };
  const feedforward = network('encoder', config, hiddenSize, 'encoder_ffn_dim');
  const norm = layerNorm(hiddenSize);
  const attention = { kind: 'AttentionLayer', spec, at: 'self_attn.', naming: outputNaming() };
  const layers = Array.from({ length: config.count('encoder_layers') }, (_, layer) => {
    const prefix = `${root}layers.${layer}.`;
    return [
      normAt(norm, `${prefix}self_attn_layer_norm.`, layer, 'encoder'),
      placed('encoder', 'attention', attention, prefix, layer),
      normAt(norm, `${prefix}final_layer_norm.`, layer, 'encoder'),
      feedforward(prefix, layer),
    ];
  });
  return [
    convolution(root, 'conv1', config.count('num_mel_bins', { absent: 80 }), hiddenSize, 1),
    convolution(root, 'conv2', hiddenSize, hiddenSize, 2),
    positionTable('encoder', sourcePositions(config), hiddenSize, root),
    ...layers.flat(),
    normAt(norm, `${root}layer_norm.`, undefined, 'encoder'),
  ];
}

const sourcePositions = (config: ConfigReader): number =>
  config.count('max_source_positions', { absent: 1500 });

function convolution(
  root: string,
  name: string,
  inChannels: number,
  outChannels: number,
  stride: number,
): Piece {
  return placed('encoder', 'embedding', {
    kind: 'ConvolutionalDownsamplerLayer',
    spec: { inChannels, outChannels, axes: 1, kernelSize: 3, stride },
    at: `${root}${name}.`,
    naming: {
      weight: { of: 'conv.weight', shape: ([outputs = 0]) => [outputs, inChannels, 3] },
      bias: 'conv.bias',
    },
  });
}

function decoderLayers(
  config: ConfigReader,
  hiddenSize: number,
  numLayers: number,
  root: string,
): readonly Piece[] {
  const spec = attentionSpec(config, hiddenSize, 'decoder_attention_heads');
  const crossing = {
    ...spec,
    numKvHeads: config.count('decoder_attention_heads'),
    encoderLength: sourcePositions(config),
  };
  const feedforward = network('text', config, hiddenSize, 'decoder_ffn_dim');
  const norm = layerNorm(hiddenSize);
  const own = { kind: 'AttentionLayer', spec, at: 'self_attn.', naming: outputNaming() };
  const cross = {
    kind: 'CrossAttentionLayer',
    spec: crossing,
    at: 'encoder_attn.',
    naming: outputNaming(),
  };
  return Array.from({ length: numLayers }, (_, layer) => {
    const prefix = `${root}layers.${layer}.`;
    return [
      normAt(norm, `${prefix}self_attn_layer_norm.`, layer),
      placed('text', 'attention', own, prefix, layer),
      normAt(norm, `${prefix}encoder_attn_layer_norm.`, layer),
      placed('text', 'attention.cross', cross, prefix, layer),
      normAt(norm, `${prefix}final_layer_norm.`, layer),
      feedforward(prefix, layer),
    ];
  }).flat();
}
