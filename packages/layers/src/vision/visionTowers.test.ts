import { describe, expect, test } from 'vitest';
import { ConvolutionalDownsamplerLayer } from './convolutionalDownsampler.ts';
import { PatchEmbeddingLayer } from './patchEmbedding.ts';
import { PatchMergerLayer } from './patchMerger.ts';
import { ProjectorLayer } from './projector.ts';

/** A transformer layer with biases and two norms with shifts: attention of full width, an MLP of two projections. */
function encoderLayer(d: number, inner: number): number {
  return 4 * (d * d + d) + (d * inner + inner) + (inner * d + d) + 4 * d;
}

function parameters(layer: { readonly parameterCount: { readonly total: number } }): number {
  return layer.parameterCount.total;
}

describe('published vision towers', () => {
  const qwenPatches = new PatchEmbeddingLayer({
    hiddenSize: 1152,
    patchSize: 16,
    temporalPatchSize: 2,
    numPositions: 2304,
  });

  test('Qwen3.5-27B: 460,730,096', () => {
    // 3·2·16²·1152 + 1152, and 2304·1152 positions.
    expect(parameters(qwenPatches)).toBe(1_769_472 + 1_152 + 2_654_208);
    const merger = new PatchMergerLayer({ hiddenSize: 1152, outHiddenSize: 5120 });
    const layers = 27 * encoderLayer(1152, 4304);
    expect(parameters(qwenPatches) + layers + parameters(merger)).toBe(460_730_096);
  });

  test('Qwen3-VL-32B, with three deepstack mergers: 595,266,800', () => {
    const sizes = { hiddenSize: 1152, outHiddenSize: 5120 };
    const last = new PatchMergerLayer(sizes);
    const inner = new PatchMergerLayer({ ...sizes, normsMergedPatches: true });
    const layers = 27 * encoderLayer(1152, 4304);
    const mergers = parameters(last) + 3 * parameters(inner);
    expect(parameters(qwenPatches) + layers + mergers).toBe(595_266_800);
  });

  test('LLaVA-1.5, CLIP and a projector: 324,487,168', () => {
    const patches = new PatchEmbeddingLayer({
      hiddenSize: 1024,
      patchSize: 14,
      imageSize: 336,
      hasBias: false,
      hasClassToken: true,
    });
    // 3·14²·1024, the class token, and positions of 24² patches and the class token.
    expect(parameters(patches)).toBe(602_112 + 1024 + 577 * 1024);
    const projector = new ProjectorLayer({ dIn: 1024, dOut: 4096, numProjections: 2 });
    // Two norms around 24 layers.
    const layers = 24 * encoderLayer(1024, 4096) + 4 * 1024;
    expect(parameters(patches) + layers + parameters(projector)).toBe(324_487_168);
  });

  test('Step 3.7, with two convolutions: 1,981,014,784', () => {
    const patches = new PatchEmbeddingLayer({
      hiddenSize: 1536,
      patchSize: 14,
      imageSize: 728,
      hasBias: false,
    });
    const convolutions = [
      new ConvolutionalDownsamplerLayer({ inChannels: 1536, outChannels: 3072 }),
      new ConvolutionalDownsamplerLayer({ inChannels: 3072, outChannels: 6144 }),
    ].map(parameters);
    // 9·1536·3072 + 3072, 9·3072·6144 + 6144.
    expect(convolutions).toEqual([42_470_400, 169_875_456]);
    const projector = new ProjectorLayer({ dIn: 6144, dOut: 4096, hasBias: false });
    // 47 layers of inner width 8960 with two scales each; a norm in front.
    const layers = 47 * (encoderLayer(1536, 8960) + 2 * 1536) + 2 * 1536;
    const others = (convolutions[0] ?? 0) + (convolutions[1] ?? 0) + parameters(projector);
    expect(parameters(patches) + layers + others).toBe(1_981_014_784);
  });
});
