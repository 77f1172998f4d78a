import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');

test('the README shows what npm start prints', () => {
  const printed = execFileSync('node', ['scripts/run.mjs', 'examples/estimate.ts'], {
    encoding: 'utf8',
  });
  expect(readme).toContain(printed.trim());
});

test('the README shows every row that the benchmark measures', () => {
  const benchmark = readFileSync('benchmarks/evaluate.bench.ts', 'utf8');
  const rows = [...benchmark.matchAll(/^ {2}'(.+)': rate\(/gm)].map(([, name = '']) => name);
  expect(rows.length).toBeGreaterThan(3);
  const [, figures = ''] = readme.split('<!-- benchmark');
  const shown = [...figures.matchAll(/^\| (.+?) +\| +[\d,]+ +\|/gm)].map(([, name]) => name);
  expect(shown).toEqual(rows);
});
