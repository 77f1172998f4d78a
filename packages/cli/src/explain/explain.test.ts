import type { Estimate, ExplainedNumber } from '@mantile/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { runMantile } from '../__fixtures__/mantile.ts';
import { valueText } from './valueText.ts';

beforeAll(async () => {
  await import('./explainCommand.ts');
  await import('../estimate/estimateCommand.ts');
}, 120_000);

const asked = 'llama-3.1-8b --on h100-sxm --tp 2 --concurrency 8 --input 1000 --output 200';
const mantile = (line: string) => runMantile(line.split(' '));

async function headlinesOf(line: string): Promise<readonly ExplainedNumber[]> {
  const { code, out, error } = await mantile(`explain ${line} --json`);
  expect([code, error]).toEqual([0, '']);
  return (JSON.parse(out) as { headlines: readonly ExplainedNumber[] }).headlines;
}

const depthOf = ({ children = [] }: ExplainedNumber): number =>
  children.length === 0 ? 0 : 1 + Math.max(...children.map(depthOf));

test('explains the numbers of the estimate', async () => {
  const headlines = await headlinesOf(asked);
  const { out } = await mantile(`estimate ${asked} --json`);
  const { ttftMs, tpotMs, memory } = JSON.parse(out) as Estimate;
  const valueOf = (name: string) => headlines.find((each) => each.name === name)?.value;
  expect(valueOf('ttftMs')).toBeCloseTo(ttftMs, 9);
  expect(valueOf('tpotMs')).toBeCloseTo(tpotMs, 9);
  expect(valueOf('memory.total')).toBe(memory.total);
});

test('keeps to the numbers and the depth that were asked for', async () => {
  const tpot = await headlinesOf(`${asked} --only tpot --depth 1`);
  expect(tpot.map(({ name }) => name)).toEqual(['tpotMs']);
  expect(tpot.map(depthOf)).toEqual([1]);
  const memory = await headlinesOf(`${asked} --only memory,TTFT --depth 0`);
  expect(memory.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ttftMs', 'memory.weights', 'memory.total']),
  );
  expect(Math.max(...memory.map(depthOf))).toBe(0);
  expect((await headlinesOf(asked)).map(depthOf).some((depth) => depth > 4)).toBe(true);
});

test('draws a tree for people: values, shares of sums, formulas, sources', async () => {
  const { code, out } = await mantile(`explain ${asked} --only tpot --depth 9`);
  expect(code).toBe(0);
  expect(out).toMatch(/^Llama 3.1 8B on 2 × H100 80 GB SXM5\nTP 2, vllm/);
  expect(out).toMatch(/^tpotMs +[\d.]+ ms +.*= generation \/ further \(further 199\)/m);
  expect(out).toMatch(/^└ generation +[\d,.]+ ms /m);
  // What is explained elsewhere is told in its place.
  expect(out).toMatch(/├ attention +[\d.]+ ms +\d+ % {2}= count \* layer \(count 32\)/);
  expect(out).toMatch(/└ down_proj +[\d.]+ µs +\d+ % .*\[calibrated: H100 80 GB SXM5, vllm/);
  expect(out).toMatch(/^Notes\n/m);
});

test('where both are shown, points to the other number', async () => {
  const { out } = await mantile(`explain ${asked} --only tpot,steps.decode --depth 4`);
  expect(out).toMatch(/step +[\d.]+ ms +see steps\.decode\.ms/);
});

test.each([
  ['--only tpt', 'Did you mean tpot?'],
  ['--only __proto__', '--only __proto__: no such number'],
  ['--only ,', 'no such number'],
  ['--only cost', '--only cost: what tokens cost takes --price'],
  ['--depth -1', '--depth -1: expected a whole number from 0 to 99'],
  ['--depth 1e9', 'expected a whole number'],
  ['--tp 3', '--tp: attention: --tp must divide'],
])('%s is refused: %s', async (flags, words) => {
  const { code, out, error } = await mantile(`explain ${asked.replace('--tp 2 ', '')} ${flags}`);
  expect([code, out]).toEqual([2, '']);
  expect(error).toMatch(words);
});

describe('a value', () => {
  test.each([
    [0.0042, 'ms', '4.2 µs'],
    [12_345, 'ms', '12.35 s'],
    [0, 'B', '0 B'],
    [999, 'B', '999 B'],
    [1000, 'B', '1.00 kB'],
    [16_060_522_496, 'B', '16.06 GB'],
    [2.5e15, 'FLOP', '2.50 PFLOP'],
    [1, 'step', '1 step'],
    [3, 'step', '3 steps'],
    [0.125, 'share', '13 %'],
    [2, 'USD/h', '$2/h'],
    [0.75, 'J', '0.75 J'],
    [1234.5, 'token/s', '1,235 tokens/s'],
  ] as const)('%d %s is %s', (value, unit, text) => {
    expect(valueText(value, unit)).toBe(text);
  });
});
