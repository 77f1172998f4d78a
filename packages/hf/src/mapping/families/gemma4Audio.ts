import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import { normAt, rmsNorm } from '../parts/frame.ts';
import { linearNaming, placed } from '../parts/tower.ts';
import { withDefaults } from '../parts/withDefaults.ts';
import { clippableNaming } from './gemma4Vision.ts';

/** Mel bands of the spectrogram, which the model's code halves twice by its convolutions and no field states. */
const melBands = 128;

const attentionNaming = () =>
  clippableNaming({
    q_proj: 'q_proj',
    k_proj: 'k_proj',
    v_proj: 'v_proj',
    post: 'o_proj',
  });
const networkNaming = () => clippableNaming({ ffw_layer_1: 'up_proj', ffw_layer_2: 'down_proj' });
const convolutionNaming = () => ({
  ...clippableNaming({ linear_start: 'linear_start', linear_end: 'linear_end' }),
  'depthwise_conv1d.weight': 'depthwise_conv.weight',
  'pre_layer_norm.weight': 'pre_norm.weight',
});

/** Gemma 4's audio tower: a spectrogram made coarser, conformer layers, and a projection to the text's width. */
export function gemma4Audio(given: ConfigReader, textHiddenSize: number): readonly Piece[] {
  const config = withDefaults(given, {
    ...{ hidden_size: 1024, num_hidden_layers: 12, num_attention_heads: 8, conv_kernel_size: 5 },
    ...{ subsampling_conv_channels: [128, 32], output_proj_dims: 1536, use_clipped_linears: true },
    attention_context_left: 13,
  });
  const root = 'model.audio_tower.';
  const hiddenSize = config.count('hidden_size');
  const output = config.count('output_proj_dims');
  const layers = Array.from({ length: config.count('num_hidden_layers') }, (_, layer) => layer);
  const conformer = conformerLayer(config, hiddenSize);
  return [
    ...subsampling(config, hiddenSize, `${root}subsample_conv_projection.`),
    ...layers.flatMap((layer) => conformer(layer, `${root}layers.${layer}.`)),
    placed('audio', 'head.output', {
      kind: 'LinearLayer',
      spec: { dIn: hiddenSize, dOut: output },
      at: root,
      naming: linearNaming({ output_proj: 'linear' }),
    }),
    placed('audio', 'head', {
      kind: 'ProjectorLayer',
      spec: { dIn: output, dOut: textHiddenSize, hasBias: false },
      at: 'model.embed_audio.',
      naming: { 'embedding_projection.weight': 'proj.weight' },
    }),
  ];
}

function subsampling(config: ConfigReader, hiddenSize: number, root: string): readonly Piece[] {
  const channels = config.numbers('subsampling_conv_channels') ?? [];
  const convolutions = channels.map((outChannels, at) =>
    placed('audio', 'embedding.downsampler', {
      kind: 'ConvolutionalDownsamplerLayer',
      spec: { inChannels: channels[at - 1] ?? 1, outChannels, hasBias: false, hasNorm: true },
      at: `${root}layer${at}.`,
      naming: {
        'conv.weight': {
          of: 'conv.weight',
          shape: ([width = 0, inputs = 0]) => [width, inputs / 9, 3, 3],
        },
      },
    }),
  );
  const bands = melBands / 2 ** channels.length;
  return [
    ...convolutions,
    placed('audio', 'embedding', {
      kind: 'LinearLayer',
      spec: { dIn: (channels.at(-1) ?? 1) * bands, dOut: hiddenSize, hasBias: false },
      at: root,
      naming: linearNaming({ input_proj_linear: 'linear' }),
    }),
  ];
}

/** A conformer layer: half a network, attention with projected relative positions, a convolution, half a network. */
function conformerLayer(
  config: ConfigReader,
  hiddenSize: number,
): (layer: number, prefix: string) => readonly Piece[] {
  const numHeads = config.count('num_attention_heads');
  const clips = config.flag('use_clipped_linears') && { clipsProjections: true };
  const sizes = { hiddenSize, numHeads, numKvHeads: numHeads };
  const slidingWindow = config.count('attention_context_left');
  const attention = { ...sizes, slidingWindow, isCausal: false, ...clips };
  const network = { hiddenSize, intermediateSize: 4 * hiddenSize, ...clips };
  const kernelSize = config.count('conv_kernel_size');
  const convolution = { hiddenSize, kernelSize, ...clips };
  const positions = { dIn: hiddenSize, dOut: hiddenSize, hasBias: false };
  const scale = { hiddenSize: Math.max(1, Math.floor(hiddenSize / numHeads)) };
  const norm = rmsNorm(hiddenSize);
  return (layer, prefix) => {
    const normed = (at: string): Piece => normAt(norm, `${prefix}${at}.`, layer, 'audio');
    const at = (role: string, kind: string, spec: Piece['spec'], where: string, naming = {}) =>
      placed('audio', role, { kind, spec, at: where, naming }, prefix, layer);
    const half = (name: string): readonly Piece[] => [
      normed(`${name}.pre_layer_norm`),
      at('feedforward', 'MLPLayer', network, `${name}.`, networkNaming()),
      normed(`${name}.post_layer_norm`),
    ];
    return [
      ...half('feed_forward1'),
      normed('norm_pre_attn'),
      at('attention', 'SlidingWindowAttentionLayer', attention, 'self_attn.', attentionNaming()),
      at('attention.positions', 'LinearLayer', positions, 'self_attn.', {
        'relative_k_proj.weight': 'linear.weight',
      }),
      at('norm.scale', 'NormLayer', scale, 'self_attn.', { per_dim_scale: 'weight' }),
      normed('norm_post_attn'),
      at(
        'attention.convolution',
        'ConformerConvolutionLayer',
        convolution,
        'lconv1d.',
        convolutionNaming(),
      ),
      ...half('feed_forward2'),
      normed('norm_out'),
    ];
  };
}
