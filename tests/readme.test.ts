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

test('the README shows the table of the benchmark', () => {
  const [, figures = ''] = readme.split('<!-- benchmark');
  expect(figures).toMatch(/`Tally`: counts +\| +[\d,]+ +\|/);
});
