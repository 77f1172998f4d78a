import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { MoELayer } from './moe.ts';

const mixtral = { hiddenSize: 4096, intermediateSize: 14336, numExperts: 8, topK: 2 };

function faultsOf(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  return [];
}

describe('parameters of published models', () => {
  test('Mixtral-8x7B: 46,702,792,704', () => {
    // 8·3·4096·14336 + 4096·8 = 1,409,286,144 + 32,768.
    const { total, active } = new MoELayer(mixtral).parameterCount;
    expect(total).toBe(1_409_318_912);
    // Attention 4096·(4096 + 1024 + 1024 + 4096), two norms; embedding and head 2·32000·4096; last norm.
    const others = 32 * (41_943_040 + 2 * 4096) + 262_144_000 + 4096;
    expect(32 * total + others).toBe(46_702_792_704);
    expect(32 * active + others).toBe(12_879_925_248);
  });

  test('DeepSeek-V3 without its MTP module: 671,026,419,200', () => {
    const layer = new MoELayer({
      hiddenSize: 7168,
      intermediateSize: 2048,
      numExperts: 256,
      topK: 8,
      numSharedExperts: 1,
      correctionBias: true,
    });
    // 256·3·7168·2048 + 7168·256 + 256 + 3·7168·2048 = 11,274,289,152 + 1,835,008 + 256 + 44,040,192.
    expect(layer.parameterCount.total).toBe(11_320_164_608);
    // Each of 61 layers: latent attention 187,107,328 and two norms; three dense layers of 3·7168·18432;
    // embedding and head 2·129280·7168; last norm.
    const others = 61 * (187_107_328 + 14_336) + 3 * 396_361_728 + 1_853_358_080 + 7168;
    expect(58 * layer.parameterCount.total + others).toBe(671_026_419_200);
  });

  test('gpt-oss-120b, with biases: 116,829,156,672', () => {
    const layer = new MoELayer({
      hiddenSize: 2880,
      intermediateSize: 2880,
      numExperts: 128,
      topK: 4,
      hasBias: true,
    });
    // Router 2880·128 + 128; experts 128·(3·2880² + 2·2880 + 2880).
    expect(layer.parameterCount.total).toBe(368_768 + 128 * 24_891_840);
    // Attention with biases and 64 sink logits 26,550,144, two norms; embedding and head 2·201088·2880; last norm.
    const others = 36 * (26_550_144 + 5_760) + 1_158_266_880 + 2_880;
    expect(36 * layer.parameterCount.total + others).toBe(116_829_156_672);
  });

  test('Qwen3-30B-A3B: 30,532,122,624, of which 3,353,032,704 active', () => {
    const layer = new MoELayer({
      hiddenSize: 2048,
      intermediateSize: 768,
      numExperts: 128,
      topK: 8,
    });
    // 128·3·2048·768 + 2048·128.
    expect(layer.parameterCount.total).toBe(604_241_920);
    // Attention 18,874,624 (with two head norms) and two norms; embedding and head 2·151936·2048; last norm.
    const others = 48 * (18_874_624 + 4_096) + 622_329_856 + 2_048;
    expect(48 * layer.parameterCount.total + others).toBe(30_532_122_624);
    expect(48 * layer.parameterCount.active + others).toBe(3_353_032_704);
  });

  test('Qwen3.5-122B-A10B, with a gated shared expert: 122,111,526,912', () => {
    const layer = new MoELayer({
      hiddenSize: 3072,
      intermediateSize: 1024,
      numExperts: 256,
      topK: 8,
      numSharedExperts: 1,
      sharedIntermediateSize: 1024,
      sharedExpertGate: true,
    });
    // 256·3·3072·1024 + 3072·256 + 3·3072·1024 + 3072.
    expect(layer.parameterCount.total).toBe(2_415_919_104 + 786_432 + 9_437_184 + 3_072);
    // 36 delta-net layers of 88,523,008, 12 of gated attention of 78,643,712, two norms in each; embedding and head; last norm.
    const others = 36 * 88_523_008 + 12 * 78_643_712 + 48 * 2 * 3_072 + 2 * 248_320 * 3_072 + 3_072;
    expect(48 * layer.parameterCount.total + others).toBe(122_111_526_912);
  });
});

describe('a step of Mixtral', () => {
  const prompt = { phase: 'prefill', batchSize: 1, seqLen: 2048 } as const;

  test('on one package', () => {
    const metrics = new MoELayer(mixtral).computeMetrics(prompt);
    // Router 2·2048·4096·8; 4096 pairs of 2·3·4096·14336: 134,217,728 + 1,443,109,011,456.
    expect(metrics.flopsPerPackage).toBe(1_443_243_229_184);
    // Input, logits, 4096 rows of the inner width, output.
    expect(metrics.activationMemoryPerPackage).toBe(
      2 * (2048 * 4096 + 2048 * 8 + 4096 * 14336 + 2048 * 4096),
    );
    expect(metrics.communicationBytes).toBe(0);
    // 2048 tokens leave no expert out, but for 8·(3/4)^2048.
    expect(metrics.weightReadPerPackage).toBeCloseTo(2 * 1_409_318_912, 0);
  });

  test('over four packages of experts: all tokens gathered, results scattered', () => {
    const metrics = new MoELayer({
      ...mixtral,
      parallelism: { expertParallel: 4 },
    }).computeMetrics(prompt);
    expect(metrics.flopsPerPackage).toBe(134_217_728 + 1_443_109_011_456 / 4);
    expect(metrics.weightMemoryPerPackage).toBe(2 * (1_409_286_144 / 4 + 32_768));
    expect(metrics.communicationBytes).toBe(2 * 2048 * 4096 * 2);
    expect(metrics.wireBytes).toBe((2 * 2048 * 4096 * 2 * 3) / 4);
  });

  test('over four packages of experts, pairs sent to them and back', () => {
    const metrics = new MoELayer({
      ...mixtral,
      dispatch: 'allToAll',
      parallelism: { expertParallel: 4 },
    }).computeMetrics(prompt);
    // The router takes the package's own 512 tokens.
    expect(metrics.flopsPerPackage).toBe((134_217_728 + 1_443_109_011_456) / 4);
    // 2·2048/4 pairs each way.
    expect(metrics.communicationBytes).toBe(2 * 1024 * 4096 * 2);
    // Own input, logits and output of 512 tokens; 1024 received rows and their inner width.
    expect(metrics.activationMemoryPerPackage).toBe(
      2 * (512 * 4096 + 512 * 8 + 1024 * 4096 + 1024 * 14336 + 512 * 4096),
    );
  });

  test('with the experts themselves cut: an all-reduce of the tokens that have a pair there', () => {
    const metrics = new MoELayer({
      ...mixtral,
      parallelism: { expertParallel: 4, tensorParallel: 2 },
    }).computeMetrics(prompt);
    expect(metrics.numPackages).toBe(8);
    expect(metrics.flopsPerPackage).toBe(134_217_728 + 1_443_109_011_456 / 8);
    // Gather and scatter 2048 rows, reduce min(2048, 1024).
    expect(metrics.communicationBytes).toBe((2048 + 2048 + 1024) * 4096 * 2);
  });

  test('in decode reads the experts that are expected to be chosen', () => {
    const layer = new MoELayer({ ...mixtral, parallelism: { expertParallel: 2 } });
    // Two tokens: 8·(1 − (3/4)²) = 3.5 experts, half of them on each package; a bf16 expert takes 352,321,536 B.
    const step = { phase: 'decode', batchSize: 2, contextLen: 100 } as const;
    expect(layer.computeWeightMemoryRead(step)).toBe(1.75 * 352_321_536 + 65_536);
    // Two tokens, four pairs, two on each package.
    expect(layer.computeFlops(step)).toBe(2 * 2 * 4096 * 8 + 2 * 352_321_536);
  });
});

describe('choices', () => {
  const sizes = { hiddenSize: 16, intermediateSize: 32, numExperts: 8, topK: 2 };
  const step = { phase: 'prefill', batchSize: 3, seqLen: 5 } as const;

  test('shared experts run on the tokens that a package brings, and are cut by tensor parallelism alone', () => {
    const plan = { expertParallel: 2, tensorParallel: 2 };
    const shared = { numSharedExperts: 2, sharedIntermediateSize: 24 };
    const plain = new MoELayer({ ...sizes, parallelism: plan }).computeMetrics(step);
    const both = new MoELayer({ ...sizes, ...shared, parallelism: plan }).computeMetrics(step);
    // Eight of fifteen tokens; 2·3·16·24/2 FLOPs for each of two shared experts.
    expect(both.flopsPerPackage - plain.flopsPerPackage).toBe(8 * 2 * (2 * 3 * 16 * 12));
    expect(both.weightMemoryPerPackage - plain.weightMemoryPerPackage).toBe(2 * 2 * 3 * 16 * 12);
    expect(both.activationMemoryPerPackage - plain.activationMemoryPerPackage).toBe(8 * 2 * 12 * 2);
    expect(both.communicationBytes - plain.communicationBytes).toBe(8 * 16 * 2);
  });

  test('formats of router, experts and correction bias', () => {
    const layer = new MoELayer({
      ...sizes,
      hasBias: true,
      correctionBias: true,
      routerDtype: 'fp32',
      expertDtype: 'mxfp4',
    });
    // Router 16·8 + 8 and correction 8 in four bytes. An expert's up and gate: 32 rows of 16 elements, a block
    // of 32·4 + 8 bits = 17 B each; down: 16 rows of one block; biases (2·32 + 16) in two bytes.
    const experts = 8 * (2 * 32 * 17 + 16 * 17 + 80 * 2);
    expect(layer.computeWeightMemory()).toBe((136 + 8) * 4 + experts);
  });

  test('an imbalance adds pairs to the busiest package, not to the total', () => {
    const plan = { parallelism: { expertParallel: 4 } };
    const even = new MoELayer({ ...sizes, ...plan }).computeMetrics(step);
    const skewed = new MoELayer({ ...sizes, ...plan, loadImbalance: 1.5 }).computeMetrics(step);
    // 30 pairs over four packages: ⌈7.5⌉ = 8, and ⌈11.25⌉ = 12.
    expect(skewed.flopsPerPackage - even.flopsPerPackage).toBe(4 * 2 * 3 * 16 * 32);
    expect(skewed.flopsTotal).toBe(even.flopsTotal);
    // No more than two pairs of each of fifteen tokens can meet on a package with two experts.
    const worst = new MoELayer({ ...sizes, ...plan, loadImbalance: 1000 }).computeMetrics(step);
    expect(worst.flopsPerPackage - even.flopsPerPackage).toBe((30 - 8) * 2 * 3 * 16 * 32);
  });

  test('skewed popularity reads fewer distinct experts', () => {
    // 8·(1 − (1 + 15·2/(8·1))^−1) = 8·(1 − 1/4.75).
    const layer = new MoELayer({ ...sizes, popularityShape: 1 });
    const expertBytes = 2 * 3 * 16 * 32;
    expect(layer.computeWeightMemoryRead(step)).toBeCloseTo(
      8 * (1 - 1 / 4.75) * expertBytes + 2 * 16 * 8,
      6,
    );
  });

  test('over the packages of a data-parallel attention, the experts see the tokens of all of them', () => {
    const step = { phase: 'decode', batchSize: 64, contextLen: 1000 } as const;
    const layer = new MoELayer({ ...sizes, parallelism: { expertParallel: 8 } });
    expect(layer.numPackages).toBe(8);
    // 64 tokens are routed on each package, and 2·64/8 = 16 pairs fall to its expert.
    expect(layer.computeFlops(step)).toBe(64 * 2 * 16 * 8 + 16 * 2 * 3 * 16 * 32);
    // Groups of their own split the batch instead, and keep all experts each.
    const apart = new MoELayer({ ...sizes, parallelism: { attentionDataParallel: 8 } });
    expect(apart.computeWeightMemory()).toBe(new MoELayer(sizes).computeWeightMemory());
    expect(apart.computeFlops(step)).toBe(8 * 2 * 16 * 8 + 16 * 2 * 3 * 16 * 32);
  });
});

describe('refusals', () => {
  const sizes = { hiddenSize: 16, intermediateSize: 32, numExperts: 8, topK: 2 };

  test('keys that do not go together, all at once', () => {
    const bad = { ...sizes, topK: 9, sharedIntermediateSize: 8, sharedExpertGate: true };
    expect(faultsOf(() => new MoELayer(bad))).toMatchObject([
      { code: 'spec.invalid', path: 'topK', value: 9 },
      { code: 'spec.invalid', path: 'sharedIntermediateSize', value: 8 },
      { code: 'spec.invalid', path: 'sharedExpertGate', value: true },
    ]);
  });

  test('degrees that do not divide, with those that do', () => {
    const bad = {
      ...sizes,
      numSharedExperts: 1,
      sharedIntermediateSize: 20,
      parallelism: { expertParallel: 3, tensorParallel: 8 },
    };
    expect(faultsOf(() => new MoELayer(bad))).toMatchObject([
      { path: 'parallelism.tensorParallel', value: 8, legal: [1, 2, 4, 5, 10, 20] },
      { path: 'parallelism.expertParallel', value: 3, legal: [1, 2, 4, 8] },
    ]);
  });

  test('sequence parallelism, which cuts no tokens of experts', () => {
    const bad = { ...sizes, parallelism: { sequenceParallel: 2 } };
    expect(faultsOf(() => new MoELayer(bad))).toMatchObject([
      { code: 'parallelism.unsupported_axis', path: 'parallelism.sequenceParallel' },
    ]);
  });
});
