import { expect, test } from 'vitest';
import { standardLayers } from '../registry.ts';
import { runSpec } from './run.ts';

const run = (text: string) => runSpec(text, { layers: standardLayers, file: 'long.md' });
const head = '# Test LONG-1\n\n### Expected calculations\n\n';

function secondsOf(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Each line goes on with the value of the line above it. */
function chain(length: number): string {
  const lines = Array.from(
    { length },
    (_, index) => `- v${index + 1} = \`v${index} + 1 = ${index + 2}\``,
  );
  return [`${head}- v0 = \`0 + 1 = 1\``, ...lines].join('\n');
}

test('a chain of 5,000 lines takes as long for each as a chain of 1,000', () => {
  const last = chain(5000).replace('`v4999 + 1 = 5001`', '`v4999 + 1 = 5002`');
  const wrong = run(last).findings.filter(({ code }) => code === 'arithmetic.wrong');
  expect(wrong.map(({ stated, computed }) => [stated, computed])).toEqual([['5002', '5,001']]);
  const [short, long] = [chain(1000), chain(5000)];
  const best = (text: string): number => Math.min(...[1, 2].map(() => secondsOf(() => run(text))));
  run(short);
  // Five times the lines; time that grew with their square would be 25 times as long.
  expect(best(long) / best(short)).toBeLessThan(12);
});

test('abbreviations of abbreviations that multiply without end are a finding', () => {
  // 150 to the power of seven factors, written out.
  const lines = Array.from(
    { length: 8 },
    (_, index) => `- \`v${index + 1} = ${Array(150).fill(`v${index}`).join(' * ')} = 1\``,
  );
  const { findings } = run([`${head}- \`v0 = 1 + 0 = 1\``, ...lines].join('\n'));
  const told = findings.filter(({ code }) => code === 'document.unreadable');
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringContaining('split the document'),
  ]);
});

test('more conventions than can be worked out in every case are a finding', () => {
  const definitions = Array.from({ length: 600 }, (_, index) => `- \`c${index} = ${index} + 1\``);
  const cases = Array.from({ length: 400 }, (_, index) => `# Test LONG-${index + 1}\n`);
  const { findings } = run([...definitions, ...cases].join('\n'));
  const told = findings.filter(({ code }) => code === 'document.unreadable');
  expect(told.map(({ line, message }) => [line, message.slice(0, 42)])).toEqual([
    [1, '600 definitions around 400 cases are too m'],
  ]);
});

test('a document of nothing but faults is told them all', () => {
  expect(run('1 = 2\n'.repeat(130_000)).findings).toHaveLength(130_001);
});
