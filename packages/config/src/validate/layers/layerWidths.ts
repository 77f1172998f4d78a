import type { LayerClass } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { isWhole } from '../text.ts';

/** What a layer takes and gives per token, or per whatever it works on; each width that may be meant. */
export interface LayerWidths {
  readonly input: readonly number[];
  readonly output: readonly number[];
}

/** Widths of one such layer by its class; undefined for classes of others, whose widths only they know. */
export function layerWidths(
  layerClass: LayerClass,
  spec: Readonly<Record<string, unknown>>,
  hiddenSize: number | undefined,
): LayerWidths | undefined {
  const { kind } = layerClass;
  if (!standardLayers.has(kind) || standardLayers.get(kind) !== layerClass) return undefined;
  const of = (...keys: readonly string[]): number =>
    keys.reduce((product, key) => product * Number(spec[key]), 1);
  switch (kind) {
    case 'EmbeddingLayer':
      return widths([of('vocabSize')], [of('hiddenSize')]);
    case 'PerLayerEmbeddingLayer':
      return widths([of('vocabSize')], [of('numLayers', 'perLayerSize'), of('perLayerSize')]);
    case 'LMHeadLayer':
      return widths([of('hiddenSize')], [of('vocabSize')]);
    case 'LinearLayer':
    case 'LoRALinearLayer':
    case 'ProjectorLayer':
      return widths([of('dIn')], [of('dOut')]);
    case 'ConvolutionalDownsamplerLayer':
      return widths([of('inChannels')], [of('outChannels')]);
    case 'PatchMergerLayer': {
      const merged = of('hiddenSize', 'spatialMergeSize', 'spatialMergeSize');
      return widths([of('hiddenSize'), merged], [of('outHiddenSize')]);
    }
    case 'PatchEmbeddingLayer': {
      const pixels = of('inChannels', 'temporalPatchSize', 'patchSize', 'patchSize');
      return widths([pixels, of('inChannels')], [of('hiddenSize')]);
    }
    case 'DiffusionNextTokenHead':
      return widths([of('embedDim')], [of('embedDim')]);
    case 'MultiTokenPredictionLayer':
      return widths([of('hiddenSize'), 2 * of('hiddenSize')], [of('hiddenSize'), of('vocabSize')]);
    default: {
      const width = spec['hiddenSize'] ?? hiddenSize;
      return isWhole(width, 1) ? widths([width], [width]) : undefined;
    }
  }
}

function widths(input: readonly number[], output: readonly number[]): LayerWidths | undefined {
  const isKnown = [...input, ...output].every((width) => isWhole(width, 1));
  return isKnown ? { input, output } : undefined;
}
