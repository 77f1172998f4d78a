import type { Difference, Estimate } from '@mantile/core';
import { beforeAll, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';

beforeAll(async () => {
  await import('./compareCommand.ts');
  await import('../estimate/estimateCommand.ts');
}, 120_000);

const shape = '--concurrency 16 --input 1000 --output 200';
const mantile = (line: string) => runMantile(line.split(' '));

interface Side {
  readonly model: { readonly id: string };
  readonly system: { readonly id: string };
  readonly plan: { readonly tensorParallel: number };
}
interface Answer {
  readonly a: Side;
  readonly b: Side;
  readonly headlines: readonly Difference[];
}

async function compared(line: string): Promise<Answer> {
  const { code, out, error } = await mantile(`compare ${line} ${shape} --json`);
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as Answer;
}

async function estimated(line: string): Promise<Estimate> {
  const { out } = await mantile(`estimate ${line} ${shape} --json`);
  return JSON.parse(out) as Estimate;
}

test('takes what is given once for both sides, and what is given twice for either', async () => {
  const { a, b, headlines } = await compared('llama-3.1-8b --on h100-sxm --tp 1 --tp 2');
  expect([a.plan.tensorParallel, b.plan.tensorParallel]).toEqual([1, 2]);
  expect([a.system.id, b.system.id]).toEqual(['h100-sxm', 'h100-sxm']);
  const one = await estimated('llama-3.1-8b --on h100-sxm --tp 1');
  const two = await estimated('llama-3.1-8b --on h100-sxm --tp 2');
  const tpot = headlines.find(({ name }) => name === 'tpotMs');
  expect(tpot?.a).toBeCloseTo(one.tpotMs, 9);
  expect(tpot?.b).toBeCloseTo(two.tpotMs, 9);
  expect(tpot?.difference).toBeCloseTo(two.tpotMs - one.tpotMs, 9);
});

test('compares two models, and two chips with two plans', async () => {
  const models = await compared('llama-3.1-8b qwen3-8b --on h100-sxm --tp 1');
  expect([models.a.model.id, models.b.model.id]).toEqual(['llama-3.1-8b', 'qwen3-8b']);
  const chips = await compared('llama-3.1-8b --on h100-sxm --on mi300x --tp 2 --tp 1');
  expect([chips.b.system.id, chips.b.plan.tensorParallel]).toEqual(['mi300x', 1]);
});

test('tells people both sides, the change in words, and the terms that moved most first', async () => {
  const line = `compare llama-3.1-8b --on h100-sxm --on h200 --tp 1 ${shape} --depth 5`;
  const { code, out } = await mantile(line);
  expect(code).toBe(0);
  expect(out).toMatch(/^A {2}Llama 3.1 8B on H100 80 GB SXM5 {2}\(--on h100-sxm\)$/m);
  expect(out).toMatch(/^B {2}Llama 3.1 8B on H200 141 GB SXM {2}\(--on h200\)$/m);
  expect(out).toMatch(/^time per output token +[\d.]+ ms +[\d.]+ ms +\d+ % less$/m);
  expect(out).toMatch(/^of that, weights +16\.06 GB +16\.06 GB +same$/m);
  expect(out).toMatch(/^fits +yes +yes$/m);
  // Faster memory: what is read of the feed-forward network moves most.
  expect(out).toMatch(
    /^ {4}steps .*\n {6}step .*\n {8}layers .*\n {10}feedforward .*\n {10}attention /m,
  );
});

test('in CSV gives a line for either side', async () => {
  const { out } = await mantile(`compare llama-3.1-8b --on h100-sxm --tp 1 --tp 2 ${shape} --csv`);
  const [header = '', one = '', two = '', end] = out.split('\r\n');
  const at = header.split(',').indexOf('plan.tensorParallel');
  expect([one.split(',')[at], two.split(',')[at], end]).toEqual(['1', '2', '']);
});

test.each([
  ['llama-3.1-8b --on h100-sxm', 'both sides are the same'],
  ['llama-3.1-8b --on h100-sxm --tp 2 --tp 2', 'both sides are the same'],
  ['llama-3.1-8b --on h100-sxm --tp 1 --tp 2 --tp 4', '--tp: there are two sides'],
  ['llama-3.1-8b qwen3-8b gpt2 --on h100-sxm', 'models: there are two sides'],
  ['llama-3.1-8b --on h100-sxm --tp 1 --tp 3', '--tp: attention: --tp must divide'],
  ['llama-3.1-8b --on h100-sxm --tp 1 --tp x', '--tp: expected a whole number'],
  ['llama-3.1-8b --on h100-sxm --on h300', 'the catalogue has no hardware "h300"'],
  ['llama-3.1-8b --on h100-sxm --tp 1 --tp 2 --only tpt', 'Did you mean tpot?'],
  ['llama-3.1-8b --on h100-sxm --tp 1 --tp 2 --json --csv', 'give one of them'],
])('%s: %s', async (line, words) => {
  const { code, out, error } = await mantile(`compare ${line}`);
  expect([code, out]).toEqual([2, '']);
  expect(error).toMatch(words);
});
