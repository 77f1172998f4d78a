import { describe, expect, test } from 'vitest';
import { ConvolutionalDownsamplerLayer } from '../vision/convolutionalDownsampler.ts';
import { ConformerConvolutionLayer } from './conformerConvolution.ts';

const step = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;

describe('ConformerConvolutionLayer', () => {
  test("closes the sum of Gemma 4 E4B's audio tower: 308,757,248", () => {
    const d = 1024;
    const convolution = new ConformerConvolutionLayer({ hiddenSize: d }).parameterCount.total;
    // 2·1024² + 5·1024 + 1024², and two norms.
    expect(convolution).toBe(3_145_728 + 5_120 + 2_048);
    const subsampling = [
      { inChannels: 1, outChannels: 128 },
      { inChannels: 128, outChannels: 32 },
    ].map((channels) => {
      const layer = new ConvolutionalDownsamplerLayer({
        ...channels,
        hasBias: false,
        hasNorm: true,
      });
      return layer.parameterCount.total;
    });
    // 9·128 + 128, and 9·128·32 + 32.
    expect(subsampling).toEqual([1_280, 36_896]);
    // Two half-step MLPs of 4·d with two norms each; attention with a projection of relative positions, 128 scales
    // and two norms; a last norm.
    const layer = 2 * (8 * d * d + 2 * d) + (5 * d * d + 128 + 2 * d) + convolution + d;
    // 32 channels of a quarter of 128 bands to d; d to 1536 with a bias; 1536 to the text's 2560. Ten clipped
    // projections in each of twelve layers keep four bounds each.
    const others = 1024 * d + (d * 1536 + 1536) + 1536 * 2560 + 12 * 10 * 4;
    expect(12 * layer + 1_280 + 36_896 + others).toBe(308_757_248);
  });

  test('holds four bounds of each clipped projection, at no cost', () => {
    const plain = new ConformerConvolutionLayer({ hiddenSize: 64 });
    const clipped = new ConformerConvolutionLayer({ hiddenSize: 64, clipsProjections: true });
    expect(clipped.parameterCount.total - plain.parameterCount.total).toBe(2 * 4);
    expect(clipped.computeFlops(step)).toBe(plain.computeFlops(step));
    expect(clipped.weights.find(({ name }) => name === 'linear_end.output_max')?.shape).toEqual([]);
  });

  test('on one package', () => {
    const layer = new ConformerConvolutionLayer({ hiddenSize: 64 });
    // Twenty frames: 2·3·64² for the projections, 2·5·64 for the convolution, 2·5·64 for norms.
    expect(layer.computeFlops(step)).toBe(20 * (6 * 64 * 64 + 640 + 640));
    expect(layer.computeActivationMemory(step)).toBe(20 * (64 + 128 + 64) * 2);
  });

  test('over four packages cuts channels, and adds up squares for the norm between them', () => {
    const layer = new ConformerConvolutionLayer({
      hiddenSize: 64,
      parallelism: { tensorParallel: 4 },
    });
    const metrics = layer.computeMetrics(step);
    expect(metrics.flopsPerPackage).toBe(20 * ((6 * 64 * 64 + 640 + 320) / 4 + 320));
    expect(metrics.weightMemoryPerPackage).toBe(2 * ((3 * 64 * 64 + 5 * 64 + 64) / 4 + 64));
    expect(metrics.communicationBytes).toBe(20 * (64 * 2 + 4));
  });
});
