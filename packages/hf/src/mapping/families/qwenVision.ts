import type { Piece } from '../../blueprint/blueprint.ts';
import type { ConfigReader } from '../configReader.ts';
import { layerNorm, rmsNorm } from '../parts/frame.ts';
import {
  blocks,
  fusedQkvNaming,
  linearNaming,
  mlpNaming,
  patchNaming,
  placed,
} from '../parts/tower.ts';
import { layerIndices } from '../parts/layerIndices.ts';

/** The fields of Qwen's towers under their several names, as whole numbers. */
interface Sizes {
  readonly hiddenSize: number;
  readonly depth: number;
  readonly numHeads: number;
  readonly patchSize: number;
  readonly channels: number;
  readonly frames: number;
  readonly merge: number;
}

function sizesOf(config: ConfigReader, hiddenSize: number, patchSize: number): Sizes {
  return {
    hiddenSize,
    patchSize: config.count('patch_size', { absent: patchSize }),
    depth: config.count('depth'),
    numHeads: config.count('num_heads', { absent: 16 }),
    // The classes' own field is in_channels, which files call in_chans.
    channels: config.count(['in_channels', 'in_chans'], { absent: 3 }),
    frames: config.count('temporal_patch_size', { absent: 2 }),
    merge: config.count('spatial_merge_size', { absent: 2 }),
  };
}

function patches(sizes: Sizes, prefix: string, rest: Readonly<Record<string, unknown>>): Piece {
  const { hiddenSize, patchSize, channels, frames } = sizes;
  return placed('vision', 'embedding', {
    kind: 'PatchEmbeddingLayer',
    spec: { hiddenSize, patchSize, inChannels: channels, temporalPatchSize: frames, ...rest },
    at: prefix,
    naming: patchNaming('patch_embed.proj', [channels, frames, patchSize, patchSize], {
      'pos_embed.weight': 'position_embedding',
    }),
  });
}

const attentionNaming = () => fusedQkvNaming('qkv', 'proj');

function attentionSpec({ hiddenSize, numHeads }: Sizes): Readonly<Record<string, unknown>> {
  return { hiddenSize, numHeads, hasBias: true, isCausal: false };
}

function merger(
  { hiddenSize, merge }: Sizes,
  at: string,
  [norm, first, second]: readonly [norm: string, first: string, second: string],
  rest: Readonly<Record<string, unknown>>,
): Piece {
  return placed('vision', 'head', {
    kind: 'PatchMergerLayer',
    spec: { hiddenSize, spatialMergeSize: merge, ...rest },
    at,
    naming: linearNaming({ [norm]: 'norm', [first]: 'proj_in', [second]: 'proj_out' }),
  });
}

const numberedMerger = ['ln_q', 'mlp.0', 'mlp.2'] as const;

/** Qwen 2's tower: layer norms, an MLP of two projections; no positions are learned, they rotate. */
export function qwen2Tower(config: ConfigReader, prefix: string): readonly Piece[] {
  const sizes = sizesOf(config, config.count('embed_dim', { absent: 1280 }), 14);
  const { hiddenSize, depth } = sizes;
  const attention = attentionSpec(sizes);
  const ratio = config.count('mlp_ratio', { absent: 4 });
  return [
    patches(sizes, prefix, { hasBias: false }),
    ...blocks({
      part: 'vision',
      numLayers: depth,
      prefix: (layer) => `${prefix}blocks.${layer}.`,
      norm: layerNorm(hiddenSize),
      norms: ['norm1.', 'norm2.'],
      attention: () => ({
        kind: 'AttentionLayer',
        spec: attention,
        at: 'attn.',
        naming: attentionNaming(),
      }),
      feedforward: {
        kind: 'MLPLayer',
        spec: { hiddenSize, intermediateSize: hiddenSize * ratio, hasBias: true },
        at: 'mlp.',
        naming: mlpNaming('fc1', 'fc2'),
      },
    }),
    // The field named hidden_size is the language model's width.
    merger(sizes, `${prefix}merger.`, numberedMerger, {
      outHiddenSize: config.count('hidden_size'),
    }),
  ];
}

/** Qwen 2.5's tower: RMS norms, gated networks with biases, and attention in windows but for a few layers. */
export function qwen25Tower(config: ConfigReader, prefix: string): readonly Piece[] {
  const sizes = sizesOf(config, config.count('hidden_size'), 14);
  const { hiddenSize, depth, patchSize, merge } = sizes;
  const full = attentionSpec(sizes);
  // Windows hold whole squares of merged patches.
  const window = config.count('window_size', { absent: 112 });
  const edge = Math.max(1, Math.floor(window / merge / patchSize)) * merge;
  const windowed = { ...full, numKvHeads: sizes.numHeads, chunkSize: edge * edge };
  const seesAll = new Set(layerIndices(config, 'fullatt_block_indexes', depth, [7, 15, 23, 31]));
  const place = { at: 'attn.', naming: attentionNaming() };
  return [
    patches(sizes, prefix, { hasBias: false }),
    ...blocks({
      part: 'vision',
      numLayers: depth,
      prefix: (layer) => `${prefix}blocks.${layer}.`,
      norm: rmsNorm(hiddenSize),
      norms: ['norm1.', 'norm2.'],
      attention: (layer) =>
        seesAll.has(layer)
          ? { kind: 'AttentionLayer', spec: full, refined: 'full', ...place }
          : { kind: 'SlidingWindowAttentionLayer', spec: windowed, refined: 'sliding', ...place },
      feedforward: {
        kind: 'GatedMLPLayer',
        spec: { hiddenSize, intermediateSize: config.count('intermediate_size'), hasBias: true },
        at: 'mlp.',
      },
    }),
    merger(sizes, `${prefix}merger.`, numberedMerger, {
      outHiddenSize: config.count('out_hidden_size', { absent: 3584 }),
      normType: 'rms',
    }),
  ];
}

const namedMerger = ['norm', 'linear_fc1', 'linear_fc2'] as const;

/** Qwen 3's tower, with learned positions, and mergers behind inner layers too where these are listed (deepstack). */
export function qwen3Tower(
  config: ConfigReader,
  prefix: string,
  deepstackByDefault: readonly number[],
): readonly Piece[] {
  const sizes = sizesOf(config, config.count('hidden_size', { absent: 1152 }), 16);
  const { hiddenSize, depth } = sizes;
  const attention = attentionSpec(sizes);
  const outHiddenSize = config.count('out_hidden_size', { absent: 3584 });
  const listed = layerIndices(config, 'deepstack_visual_indexes', depth, deepstackByDefault);
  const inner = { outHiddenSize, normsMergedPatches: true };
  return [
    patches(sizes, prefix, {
      numPositions: config.count('num_position_embeddings', { absent: 2304 }),
    }),
    ...blocks({
      part: 'vision',
      numLayers: depth,
      prefix: (layer) => `${prefix}blocks.${layer}.`,
      norm: layerNorm(hiddenSize),
      norms: ['norm1.', 'norm2.'],
      attention: () => ({
        kind: 'AttentionLayer',
        spec: attention,
        at: 'attn.',
        naming: attentionNaming(),
      }),
      feedforward: {
        kind: 'MLPLayer',
        spec: {
          hiddenSize,
          intermediateSize: config.count('intermediate_size', { absent: 4304 }),
          hasBias: true,
        },
        at: 'mlp.',
        naming: mlpNaming('linear_fc1', 'linear_fc2'),
      },
    }),
    merger(sizes, `${prefix}merger.`, namedMerger, { outHiddenSize }),
    ...listed.map((_, at) =>
      merger(sizes, `${prefix}deepstack_merger_list.${at}.`, namedMerger, inner),
    ),
  ];
}
