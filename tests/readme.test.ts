import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const readme = readFileSync('README.md', 'utf8');

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const run = (file: string, ...args: readonly string[]): string =>
  execFileSync('node', ['scripts/run.mjs', file, ...args], { encoding: 'utf8' });

// `npx vitest run tests/readme -u` writes the output anew.
test('the README begins with the command of npm start, and shows what it prints', async () => {
  const program = 'packages/cli/src/mantile.ts';
  const [, command = ''] = (scripts['start'] ?? '').split(`${program} `);
  const block = /```sh\n(.+)\n```\n\n```text\n[^]*?```/;
  expect(block.exec(readme)?.[1]).toBe(`npx mantile ${command}`);
  const printed = run(program, ...command.split(' '));
  const filled = readme.replace(
    block,
    () => `\`\`\`sh\nnpx mantile ${command}\n\`\`\`\n\n\`\`\`text\n${printed}\`\`\``,
  );
  await expect(filled).toMatchFileSnapshot(resolve('README.md'));
});

test('the example that it names runs', () => {
  expect(run('examples/estimate.ts')).toMatch(/^Llama 3.1 8B on 4 × H100 SXM/);
});

// A row that a benchmark no longer measures stays behind in no other way.
test.each([
  ['benchmark', 'evaluate', /^ {2}'(.+)': rate\(/gm],
  ['estimates', 'estimates', /rates\[`(.+)`\] = rate\(/g],
])('the README shows every row of the %s that is measured', (part, file, pattern) => {
  const benchmark = readFileSync(`benchmarks/${file}.bench.ts`, 'utf8');
  const rows = [...benchmark.matchAll(pattern)].map(([, name = '']) =>
    name.replace(/^\$\{\w+\}: /, ''),
  );
  const [, figures = ''] = readme.split(`<!-- ${part}:`);
  const [own = ''] = figures.split('<!-- end');
  const shown = [...own.matchAll(/^\| (.+?) +\| +[\d,]+ +\|/gm)].map(([, name = '']) => name);
  expect(shown.length).toBeGreaterThan(4);
  for (const name of shown) expect(rows.some((row) => name.endsWith(row))).toBe(true);
  for (const row of rows) expect(shown.some((name) => name.endsWith(row))).toBe(true);
});
