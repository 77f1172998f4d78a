import { estimate, type StageMemory } from '@mantile/core';
import { buildModel, type ModelConfigDocument } from '@mantile/config';
import {
  deepseek_v3,
  gemma_3_27b_it,
  gpt_oss_120b,
  llama_3_1_70b,
  llama_3_1_8b,
} from '@mantile/config/models';
import { system } from '@mantile/hardware';
import { describe, expect, test } from 'vitest';

const load = { kind: 'batch', size: 64 } as const;
const workload = { inputTokens: 1024, outputTokens: 1024, load };
const cluster = {
  ...system('gb200-nvl72'),
  tiers: system('gb200-nvl72').tiers.map((tier) => ({ ...tier, packages: 96 })),
};

function stagesOf(config: ModelConfigDocument, pipelineStages: number): readonly StageMemory[] {
  return estimate(buildModel(config), cluster, workload, { pipelineStages }).memory.stages!;
}

const sum = (stages: readonly StageMemory[], key: keyof StageMemory): number =>
  stages.reduce((total, stage) => total + stage[key], 0);

describe.each([
  ['gemma-3-27b', gemma_3_27b_it, 62],
  ['gpt-oss-120b', gpt_oss_120b, 36],
  ['deepseek-v3', deepseek_v3, 61],
  ['llama-3.1-70b', llama_3_1_70b, 80],
] as const)('%s', (_name, config, layers) => {
  const whole = estimate(buildModel(config), cluster, workload).memory;

  test.each([2, 8, Math.min(layers, 72)])('in %d stages holds what it holds in one', (count) => {
    const stages = stagesOf(config, count);
    expect(stages).toHaveLength(count);
    expect(sum(stages, 'weights')).toBe(whole.weights);
    expect(sum(stages, 'kvCache')).toBe(whole.kvCache);
  });

  test('has no more stages than layers', () => {
    expect(() => stagesOf(config, layers + 1)).toThrow(`has ${layers} layers`);
  });
});

test('layers stay whole and in order: each stage has its share of full attention', () => {
  // Every sixth of 62 layers sees everything: 8 stages of 7 or 8 layers hold one or two of them.
  const caches = stagesOf(gemma_3_27b_it, 8).map(({ kvCache }) => kvCache);
  expect(Math.max(...caches) / Math.min(...caches)).toBeLessThan(2);
  // 36 layers alternate: each of 12 stages has three, one or two of which see everything.
  const alternating = stagesOf(gpt_oss_120b, 12).map(({ kvCache }) => kvCache);
  expect(Math.max(...alternating) / Math.min(...alternating)).toBeLessThan(2.1);
});

test('tokens are looked up in the first stage, the head is in the last', () => {
  const [first, second, , last] = stagesOf(llama_3_1_8b, 4);
  // 128256 · 4096 in 16 bits; the final norm of 4096 lies with the head.
  expect(first!.weights - second!.weights).toBe(128_256 * 4096 * 2);
  expect(last!.weights - second!.weights).toBe((128_256 + 1) * 4096 * 2);
});

test('one request goes through a pipeline as through one package, and is handed over', () => {
  const one = { ...workload, load: { kind: 'batch', size: 1 } } as const;
  const model = buildModel(llama_3_1_8b);
  const single = estimate(model, cluster, one).tpotMs;
  for (const pipelineStages of [2, 8, 32]) {
    const { tpotMs, bandwidthUtilization } = estimate(model, cluster, one, { pipelineStages });
    expect(tpotMs).toBeGreaterThan(single);
    expect(tpotMs).toBeLessThan(1.05 * single);
    // One stage at a time is at work.
    expect(bandwidthUtilization).toBeLessThan(1.01 / pipelineStages);
  }
});
