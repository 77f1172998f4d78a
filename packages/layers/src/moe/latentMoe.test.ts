import { describe, expect, test } from 'vitest';
import { LatentMoELayer } from './latentMoe.ts';

const nemotronSuper = {
  hiddenSize: 4096,
  latentSize: 1024,
  intermediateSize: 2688,
  numExperts: 512,
  topK: 22,
  numProjections: 2,
  numSharedExperts: 1,
  sharedIntermediateSize: 5376,
  correctionBias: true,
} as const;

describe('LatentMoELayer', () => {
  test('has the parameters of Nemotron 3 Super: 120,668,707,840 without its MTP module', () => {
    const { total } = new LatentMoELayer(nemotronSuper).parameterCount;
    // 4096·512 + 512 + 2·4096·1024 + 512·2·1024·2688 + 2·4096·5376.
    expect(total).toBe(2_097_152 + 512 + 8_388_608 + 2_818_572_288 + 44_040_192);
    // 40 of them, 40 Mamba-2 layers of 109,635,968, 8 of attention of 35,651,584, a norm in each of 88; embedding
    // and head 2·131072·4096; last norm.
    const others = 40 * 109_635_968 + 8 * 35_651_584 + 88 * 4096 + 2 * 131_072 * 4096 + 4096;
    expect(40 * total + others).toBe(120_668_707_840);
  });

  test('has the parameters of Kimi K3, with a norm of the combined latent', () => {
    const { total } = new LatentMoELayer({
      hiddenSize: 7168,
      latentSize: 3584,
      intermediateSize: 3072,
      numExperts: 896,
      topK: 16,
      hasLatentNorm: true,
      numSharedExperts: 2,
      correctionBias: true,
    }).parameterCount;
    // Router 7168·896 + 896; latent 2·7168·3584 + 3584; experts 896·3·3584·3072; shared 3·7168·6144.
    const router = 6_422_528 + 896;
    const latent = 51_380_224 + 3_584;
    expect(total).toBe(router + latent + 29_595_009_024 + 132_120_576);
  });

  test('runs router and both projections on the tokens a package brings, and lets the latent travel', () => {
    const step = { phase: 'prefill', batchSize: 1, seqLen: 1000 } as const;
    const layer = new LatentMoELayer({ ...nemotronSuper, parallelism: { expertParallel: 4 } });
    const metrics = layer.computeMetrics(step);
    // 250 own tokens: 2·250·(router + latent projections + shared expert); 22·250 pairs of 2·2·1024·2688.
    const own = 2 * 250 * (2_097_152 + 8_388_608 + 44_040_192);
    expect(metrics.flopsPerPackage).toBe(own + 5_500 * 4 * 1024 * 2688);
    expect(metrics.flopsTotal).toBe(4 * metrics.flopsPerPackage);
    // 1000 latents gathered, 1000 reduced and scattered.
    expect(metrics.communicationBytes).toBe(2 * 1000 * 1024 * 2);
    // Own input, logits, combined latents, shared inner width and output; gathered latents; pairs' inner width.
    const held = 250 * (4096 + 512 + 1024 + 5376 + 4096) + 1000 * 1024 + 5_500 * 2688;
    expect(metrics.activationMemoryPerPackage).toBe(2 * held);
  });

  test('norms the combined latent at 5 FLOPs per element', () => {
    const step = { phase: 'decode', batchSize: 8, contextLen: 10 } as const;
    const plain = new LatentMoELayer(nemotronSuper);
    const normed = new LatentMoELayer({ ...nemotronSuper, hasLatentNorm: true });
    expect(normed.computeFlops(step) - plain.computeFlops(step)).toBe(8 * 5 * 1024);
    expect(normed.parameterCount.total - plain.parameterCount.total).toBe(1024);
  });
});
