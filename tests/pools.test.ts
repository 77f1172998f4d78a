import { estimate, estimatePools, type Pool } from '@mantile/core';
import { buildModel } from '@mantile/config';
import { deepseek_r1, llama_3_1_70b, llama_3_1_8b } from '@mantile/config/models';
import { system } from '@mantile/hardware';
import { expect, test } from 'vitest';

type Config = Parameters<typeof buildModel>[0];
const poolOf = (
  config: Config,
  tensorParallel: number,
  on: 'dgx-h100' | 'dgx-h200' = 'dgx-h100',
): Pool => ({
  model: buildModel(config, { parallelism: { tensorParallel } }),
  hardware: system(on),
});
const users = (requests: number) => ({ kind: 'concurrency', requests }) as const;

test('a decode pool keeps no room for prompts that it never takes up', () => {
  const pool = poolOf(llama_3_1_70b, 2);
  const workload = { inputTokens: 2000, outputTokens: 301, load: users(16) };
  const { decode, notes } = estimatePools({ prefill: pool, decode: pool }, workload);
  // 2304 positions of 80 layers, keys and values of 4 heads of 128, 2 bytes each.
  expect(decode.memory.kvCache).toBe(16 * 2304 * 80 * 2 * 4 * 128 * 2);
  expect(decode.memory.fits).toBe(true);
  expect(notes.map(({ code }) => code)).toEqual(['fidelity.ideal']);
});

test('state goes as fast as the side allows that is slower', () => {
  const workload = { inputTokens: 8000, outputTokens: 301, load: users(16) };
  const sent = (prefill: Pool, decode: Pool) =>
    estimatePools({ prefill, decode }, workload).transferMs;
  // 8000 positions of 32 layers, 2 · 8 heads of 128, 2 bytes each: 1.049 GB into one package at 450 GB/s, after 1 µs.
  const whole = ((8000 * 32 * 2 * 8 * 128 * 2) / 450e9) * 1e3;
  expect(sent(poolOf(llama_3_1_8b, 8), poolOf(llama_3_1_8b, 1))).toBeCloseTo(whole + 0.001, 9);
  expect(sent(poolOf(llama_3_1_8b, 1), poolOf(llama_3_1_8b, 8))).toBeCloseTo(whole + 0.001, 9);
  // A latent of 512 and 64, which every package holds: each takes it once, from one of those that have it.
  const latent = ((8000 * 61 * 576 * 2) / 450e9) * 1e3;
  const box = poolOf(deepseek_r1, 8, 'dgx-h200');
  expect(sent(box, box)).toBeCloseTo(latent + 0.001, 9);
});

test('where each package has attention for sequences of its own, one of them holds a prompt', () => {
  const box = poolOf(deepseek_r1, 8, 'dgx-h200');
  const apart: Pool = {
    ...box,
    model: buildModel(deepseek_r1, {
      parallelism: { attentionDataParallel: 8, expertParallel: 8 },
    }),
  };
  const workload = { inputTokens: 8000, outputTokens: 301, load: users(16) };
  const latent = ((8000 * 61 * 576 * 2) / 450e9) * 1e3;
  const { transferMs } = estimatePools({ prefill: apart, decode: apart }, workload);
  expect(transferMs).toBeCloseTo(latent + 0.001, 9);
  // One package sends to all eight.
  const spread = estimatePools({ prefill: apart, decode: box }, workload);
  expect(spread.transferMs).toBeCloseTo(8 * latent + 0.001, 9);
});

test('experts may be cut otherwise in one pool than in the other', () => {
  const box = poolOf(deepseek_r1, 8, 'dgx-h200');
  const cut: Pool = {
    ...box,
    model: buildModel(deepseek_r1, {
      parallelism: { attentionDataParallel: 8 },
      layers: { 'feedforward.moe': { parallelism: { tensorParallel: 8 } } },
    }),
  };
  const workload = { inputTokens: 8000, outputTokens: 301, load: users(16) };
  for (const pools of [
    { prefill: box, decode: cut },
    { prefill: cut, decode: box },
  ]) {
    expect(estimatePools(pools, workload).tpotMs).toBeGreaterThan(0);
  }
});

test('many short prompts are not slower on nine packages than on one', () => {
  const pool = poolOf(llama_3_1_8b, 1);
  const workload = { inputTokens: 100, outputTokens: 50, load: users(512) };
  const pools = { prefill: pool, decode: { ...pool, replicas: 8 } };
  const alone = estimate(pool.model, pool.hardware, workload);
  expect(estimatePools(pools, workload).requestsPerSecond).toBeGreaterThan(alone.requestsPerSecond);
});
