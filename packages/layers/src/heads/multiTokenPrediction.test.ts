import { describe, expect, test } from 'vitest';
import { MultiTokenPredictionLayer } from './multiTokenPrediction.ts';

describe('parameters of published modules', () => {
  test('DeepSeek-V3, with an embedding and a head of its own: 13,463,426,304', () => {
    const { total } = new MultiTokenPredictionLayer({
      hiddenSize: 7168,
      vocabSize: 129_280,
      hasOwnEmbedding: true,
      hasOwnHead: true,
    }).parameterCount;
    // 2·7168² + 3·7168 + 2·129280·7168.
    expect(total).toBe(102_760_448 + 21_504 + 1_853_358_080);
    // Latent attention, two norms and a mixture of experts.
    expect(total + 187_107_328 + 14_336 + 11_320_164_608).toBe(13_463_426_304);
  });

  test('DeepSeek-V4-Flash, sharing both: 6,610,048,891', () => {
    const { total } = new MultiTokenPredictionLayer({
      hiddenSize: 4096,
      vocabSize: 129_280,
      numStreams: 4,
    }).parameterCount;
    expect(total).toBe(2 * 4096 * 4096 + 3 * 4096);
    // Windowed attention 106,956,352, two norms, a mixture of experts, two hyper-connections and their head.
    const layer = 106_956_352 + 2 * 4096 + 6_468_665_600 + 2 * 393_243 + 65_541;
    expect(total + layer).toBe(6_610_048_891);
  });

  test('Qwen3.5-27B, sharing both: 424,699,392', () => {
    const { total } = new MultiTokenPredictionLayer({
      hiddenSize: 5120,
      vocabSize: 248_320,
    }).parameterCount;
    // A layer of gated attention with 24 query and 4 KV heads of 256: 5120·(2·6144 + 2·1024 + 6144) and two head
    // norms; an MLP of 17408; two norms.
    const layer = 104_857_600 + 512 + 3 * 5120 * 17_408 + 2 * 5120;
    expect(total + layer).toBe(424_699_392);
  });
});

describe('a step', () => {
  const sizes = { hiddenSize: 64, vocabSize: 1000 };
  const prompt = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;

  test('projects every token of a prompt, and scores the last of each sequence', () => {
    const metrics = new MultiTokenPredictionLayer(sizes).computeMetrics(prompt);
    // Twenty tokens: two norms and two products; two tokens: a norm and 1000 logits.
    expect(metrics.flopsPerPackage).toBe(20 * (10 * 64 + 4 * 64 * 64) + 2 * (5 * 64 + 2 * 64_000));
    // The shared tables are read, not stored: twenty rows, and all of the head.
    expect(metrics.weightMemoryPerPackage).toBe(2 * (2 * 64 * 64 + 3 * 64));
    expect(metrics.weightReadPerPackage).toBe(2 * (2 * 64 * 64 + 3 * 64 + 20 * 64 + 64_000));
  });

  test('scores every token of decode', () => {
    const step = { phase: 'decode', batchSize: 2, seqLen: 3, contextLen: 5 } as const;
    const flops = new MultiTokenPredictionLayer(sizes).computeFlops(step);
    expect(flops).toBe(6 * (15 * 64 + 4 * 64 * 64 + 2 * 64_000));
  });

  test('projects the hidden state of each residual stream', () => {
    const one = new MultiTokenPredictionLayer(sizes).computeFlops(prompt);
    const four = new MultiTokenPredictionLayer({ ...sizes, numStreams: 4 }).computeFlops(prompt);
    expect(four - one).toBe(20 * 3 * (5 * 64 + 2 * 64 * 64));
  });

  test('cuts table and head over the vocabulary', () => {
    const parallelism = { tensorParallel: 4 };
    const own = { hasOwnEmbedding: true, hasOwnHead: true, parallelism };
    const metrics = new MultiTokenPredictionLayer({ ...sizes, ...own }).computeMetrics(prompt);
    expect(metrics.weightMemoryPerPackage).toBe(2 * (2 * 64 * 64 + 3 * 64 + 2 * 250 * 64));
    // Embeddings of twenty tokens reduced, logits of two gathered.
    expect(metrics.communicationBytes).toBe(2 * (20 * 64 + 2 * 1000));
  });
});
