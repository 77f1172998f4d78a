import { buildModel } from '@mantile/config';
import {
  deepseek_v3_2,
  gemma_3_27b_it,
  gpt_oss_120b,
  llama_3_1_8b,
  llama_4_scout_17b_16e_instruct,
  mistral_7b_v0_1,
} from '@mantile/config/models';
import { estimatePools, Estimator, Model } from '@mantile/core';
import { calibratedSystem, system } from '@mantile/hardware';
import { SlidingWindowAttentionLayer } from '@mantile/layers';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

const box = calibratedSystem(system('dgx-h200'), { engine: 'vllm' });
const percent = (one: number, other: number): number => 100 * (one / other - 1);

// Prompts, answers, sequences, and by how many percent one step after the mean context would be off at datasheet peaks.
const cases = [
  ['every position', llama_3_1_8b, 1024, 4096, 256, 0],
  ['windows of 128, full before', gpt_oss_120b, 1024, 8192, 256, 0],
  ['windows of 1024', gemma_3_27b_it, 512, 2048, 256, 2.8],
  ['windows of 4096', mistral_7b_v0_1, 1024, 8192, 256, 12.8],
  ['chunks of 8192', llama_4_scout_17b_16e_instruct, 1024, 8192, 512, 10.7],
  ['chunks that start again and again', llama_4_scout_17b_16e_instruct, 30_000, 20_000, 64, 7.1],
  ['an indexer that chooses 2048', deepseek_v3_2, 1024, 4096, 256, 2.5],
] as const;

describe.each(cases)('%s', (_, config, inputTokens, outputTokens, size, before) => {
  const model = buildModel(config, { parallelism: { tensorParallel: 8 } });
  const load = { kind: 'batch', size } as const;

  test.each(['ideal', 'calibrated'] as const)(
    'a step is the mean of all steps of an answer (%s)',
    (fidelity) => {
      const estimator = new Estimator(model, box, { fidelity });
      const after = (context: number): number =>
        estimator.estimate({ inputTokens: context, outputTokens: 2, load }).steps.decode.ms;
      let total = 0;
      for (let further = 0; further <= outputTokens - 2; further += 1) {
        total += after(inputTokens + further);
      }
      const mean = total / (outputTokens - 1);
      const { ms, contextTokens } = estimator.estimate({ inputTokens, outputTokens, load }).steps
        .decode;
      expect(Math.abs(percent(ms, mean))).toBeLessThan(0.2);
      expect(contextTokens).toBe(inputTokens + (outputTokens - 2) / 2);
      if (fidelity === 'calibrated') return;
      expect(percent(after(Math.round(contextTokens)), mean)).toBeCloseTo(before, 1);
    },
  );

  test('two pools generate as one does', () => {
    const workload = {
      inputTokens,
      outputTokens,
      load: { kind: 'concurrency', requests: 1 },
    } as const;
    const pool = { model, hardware: box };
    const pools = estimatePools({ prefill: pool, decode: pool }, workload);
    const one = new Estimator(model, box).estimate(workload);
    expect(pools.decode.stepMs / one.steps.decode.ms).toBeCloseTo(1, 9);
  });
});

const sees = fc.oneof(
  fc.record({ chunkSize: fc.integer({ min: 128, max: 9000 }) }),
  fc.record({
    slidingWindow: fc.integer({ min: 1, max: 9000 }),
    numSinks: fc.integer({ min: 0, max: 9000 }),
  }),
);
const heads = { hiddenSize: 1024, numHeads: 8, numKvHeads: 8 };

property.prop([sees, fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 100, max: 9000 })], {
  numRuns: 60,
})(
  'layers of nothing but chunks or sinks are as fast as all their steps',
  (own, inputTokens, outputTokens) => {
    const layer = new SlidingWindowAttentionLayer({ ...heads, ...own });
    const model = new Model('one kind', [{ name: 'attention', layer, count: 1 }]);
    // So many that weights hardly count.
    const load = { kind: 'batch', size: 4096 } as const;
    const estimator = new Estimator(model, box, { fidelity: 'ideal' });
    let total = 0;
    for (let further = 0; further <= outputTokens - 2; further += 1) {
      const one = { inputTokens: inputTokens + further, outputTokens: 2, load };
      total += estimator.estimate(one).steps.decode.ms;
    }
    const { ms } = estimator.estimate({ inputTokens, outputTokens, load }).steps.decode;
    expect(Math.abs(percent(ms, total / (outputTokens - 1)))).toBeLessThan(1);
  },
);
