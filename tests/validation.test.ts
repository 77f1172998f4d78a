import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCollection, usualFolder } from '../validation/collections.ts';
import type { Committed } from '../validation/committed.ts';
import { parseCsv } from '../validation/csv.ts';
import type { LeftOut } from '../validation/leftOut.ts';
import { leastSquares } from '../validation/fit/leastSquares.ts';
import { pageParts } from '../validation/page.ts';
import { scatter } from '../validation/plot.ts';
import { readEngines } from '../validation/read/engines.ts';
import { median, summarise } from '../validation/score.ts';
import { worseGroups, worseLeftOut } from '../validation/worse.ts';

const committed = JSON.parse(readFileSync('validation/scores.json', 'utf8')) as Committed;
const isHere = existsSync(usualFolder);
if (!isHere) console.warn(`no measurements at ${usualFolder}: accuracy is not tested`);

describe.skipIf(!isHere)('measured engines', () => {
  test.each(['inferenceMax', 'engines'] as const)(
    'no group of %s is predicted clearly worse than is committed',
    (name) => {
      const { scored } = runCollection(usualFolder, name);
      expect(worseGroups(committed[name], scored)).toEqual([]);
      expect(scored.refused).toEqual(committed[name].refused);
    },
    120_000,
  );
});

test('the check names the group that got worse', () => {
  const before = committed.inferenceMax;
  const groups = before.scores.groups.map((group) =>
    group.name === 'chip h100'
      ? {
          ...group,
          errors: { ...group.errors, tpotMs: { cases: 1, mape: 50, median: 1, bias: 1 } },
        }
      : group,
  );
  const now = { ...before, scores: { ...before.scores, groups } };
  expect(worseGroups(before, before)).toEqual([]);
  const was = before.scores.groups.find(({ name }) => name === 'chip h100')!.errors.tpotMs!.mape;
  expect(worseGroups(before, now)).toEqual([`chip h100: MAPE of tpotMs is 50 %, it was ${was} %`]);
});

test('so does the check of what was left out', () => {
  const before = committed.leftOut;
  expect(worseLeftOut(before, before)).toEqual([]);
  expect(worseLeftOut(before, before.slice(1))).toEqual([
    `${before[0]!.what}: not left out any more`,
  ]);
  const [first, ...others] = before as [LeftOut, ...LeftOut[]];
  const { what, ordering } = first;
  const mixedUp = { ...first, ordering: { ...ordering, right: 50 } };
  expect(worseLeftOut(before, [mixedUp, ...others])).toEqual([
    `left out: ${what}: 50 % of pairs are in the right order, it was ${ordering.right} %`,
  ]);
});

test('the page of accuracy shows the committed scores', () => {
  const words = (text: string): string => text.replace(/[\s|-]+/g, ' ');
  const page = words(readFileSync('docs/accuracy.md', 'utf8'));
  for (const part of Object.values(pageParts(committed))) expect(page).toContain(words(part));
});

describe('the parts of the script', () => {
  test('read quoted fields', () => {
    expect(parseCsv('a,b\n1,"2, ""3"""\n,4\n')).toEqual([
      { a: '1', b: '2, "3"' },
      { a: '', b: '4' },
    ]);
  });

  test('find the least sum of squares', () => {
    const points = [1, 2, 3, 4].map((x) => [x, 3 * Math.exp(-0.5 * x)] as const);
    const [scale, rate] = leastSquares(
      ([a = 0, b = 0]) => points.map(([x, y]) => a * Math.exp(b * x) - y),
      [1, 0],
    );
    expect(scale).toBeCloseTo(3, 3);
    expect(rate).toBeCloseTo(-0.5, 3);
  });

  test('summarise errors', () => {
    expect(summarise([10, -20, 30, -40])).toEqual({ cases: 4, mape: 25, median: 25, bias: -5 });
    expect(summarise([])).toBeUndefined();
    expect(median([3, 1, 2])).toBe(2);
  });

  test('take degrees apart that a table multiplied, and refuse what contradicts itself', () => {
    const row = (plan: Readonly<Record<string, number>>) => {
      const fields = {
        id: 'x',
        silicon_data_source: 'silicon_concurrency=8',
        backend: 'vllm',
        model_path: 'deepseek-ai/DeepSeek-R1',
        system: 'b200_sxm',
        precision: 'fp8',
        mode: 'agg',
        isl: 1024,
        osl: 1024,
        moe_quant_mode: 'fp8',
        silicon_tpot_ms: 10,
        ...plan,
      };
      const { cases, refused } = readEngines(
        `${Object.keys(fields).join(',')}\n${Object.values(fields).join(',')}`,
      );
      return cases[0]?.plan ?? refused[0]?.reason;
    };
    const degrees = (tp: number, dp: number, moeTp: number, moeEp: number) =>
      row({ tp_size: tp, attention_dp_size: dp, moe_tp_size: moeTp, moe_ep_size: moeEp });
    expect(degrees(64, 1, 8, 8)).toEqual({
      tensorParallel: 8,
      attentionDataParallel: 1,
      expertParallel: 8,
    });
    expect(degrees(4, 4, 1, 16)).toEqual({
      tensorParallel: 1,
      attentionDataParallel: 4,
      expertParallel: 4,
    });
    expect(degrees(8, 1, 2, 8)).toMatch(/different numbers of packages/);
    expect(degrees(16, 1, 16, 1)).toBe('more packages than a node has');
  });

  test('draw what was predicted against what was measured', () => {
    const svg = scatter('Title', 'ms', [
      { measured: 1, predicted: 1, group: 'one' },
      { measured: 10, predicted: 20, group: 'other' },
    ]);
    expect(svg).toContain('<svg xmlns');
    expect(svg.match(/h0/g)).toHaveLength(2);
    expect(svg).toContain('>other</text>');
  });
});
