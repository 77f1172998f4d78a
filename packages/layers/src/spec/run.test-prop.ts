import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { standardLayers } from '../registry.ts';
import { handWritten, short } from './__fixtures__/mlp.ts';
import type { Finding } from './findings.ts';
import { reportDiscrepancies } from './report.ts';
import { runSpec } from './run.ts';

const run = (text: string) => runSpec(text, { layers: standardLayers, file: 'fuzz.md' });

const snippets = fc.constantFrom(
  ...[
    '`',
    '**',
    '|',
    '=',
    '≈',
    '→',
    '(',
    ')',
    '⌈',
    '⌉',
    '^',
    '*',
    '/',
    ',',
    '.',
    '-',
    '#',
    '# Test ',
    '\n',
    '\r\n',
    '\t',
  ],
  ...[
    '```',
    '{',
    '[',
    ']',
    '\\',
    '\u0000',
    '\ud83d\ude00',
    '1e999',
    '9'.repeat(400),
    '0',
    '-1',
    '1e308',
    '**null**',
    '**[1,2**',
  ],
  ...['MLPLayer', 'constructor', '__proto__', 'ceil(', '2^2^2^2', 'GiB', 'layer', ' = '],
);

/** Cuts, repeats and insertions anywhere in a text. */
const edits = (text: string) =>
  fc.array(
    fc.record({
      at: fc.nat({ max: text.length }),
      removed: fc.nat({ max: 40 }),
      inserted: fc.oneof(snippets, fc.string({ unit: 'binary', maxLength: 12 })),
    }),
    { minLength: 1, maxLength: 8 },
  );

function mutate(
  text: string,
  changes: readonly { at: number; removed: number; inserted: string }[],
): string {
  return changes.reduce(
    (current, { at, removed, inserted }) =>
      current.slice(0, at) + inserted + current.slice(at + removed),
    text,
  );
}

test('the documents to be mutated pass as they are', () => {
  expect(run(short).findings).toEqual([]);
  expect(run(handWritten).findings).toEqual([]);
});

describe('any document', () => {
  const isAnswered = (text: string): void => {
    const result = run(text);
    expect(result.passed).toBe(result.findings.length === 0);
    const isSound = ({ line, code, message }: Finding): boolean =>
      Number.isInteger(line) && line > 0 && /^[a-z]+\.[a-z_]+$/.test(code) && message !== '';
    expect(result.findings.filter((finding) => !isSound(finding))).toEqual([]);
    expect(reportDiscrepancies(result) === '').toBe(result.passed);
  };

  // Thousands of short ones, and some in full length.
  test.prop([edits(short)], { numRuns: 3000 })(
    'is answered with findings, never with an exception',
    (changes) => {
      isAnswered(mutate(short, changes));
    },
    60_000,
  );

  test.prop([edits(handWritten)], { numRuns: 150 })('however long it is', (changes) => {
    isAnswered(mutate(handWritten, changes));
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 2000 })], { numRuns: 1000 })(
    'of arbitrary characters is read',
    (text) => {
      expect(run(text).passed).toBe(false);
    },
  );
});

describe('a digit changed in a figure that arithmetic gives', () => {
  const figures = [...handWritten.matchAll(/(?<== )\d[\d,.]*\d(?=[`* ])/g)];

  test.prop([fc.constantFrom(...figures), fc.nat({ max: 8 }), fc.nat({ max: 30 })], {
    numRuns: 150,
  })('is noticed', (figure, step, place) => {
    const digits = [...figure[0].matchAll(/\d/g)].map(({ index }) => index);
    const index = figure.index + digits[place % digits.length]!;
    const digit = (Number(handWritten[index]) + step + 1) % 10;
    const text = handWritten.slice(0, index) + String(digit) + handWritten.slice(index + 1);
    expect(run(text).passed).toBe(text === handWritten);
  });
});

test('an endless line, a deep nesting and a huge document do not take long', () => {
  const start = process.hrtime.bigint();
  run(`# Test A-1\n\n\`${'('.repeat(3900)}\`\n`);
  run(`# Test A-1\n\n${'`1 = 1` '.repeat(500)}\n`);
  run(`# Test A-1\n\n\`${'1 + '.repeat(900)}1 = 2\`\n`);
  run(`${'a'.repeat(200_000)}\n`);
  run(`${'| '.repeat(1900)}\n`.repeat(100));
  run(`# Test A-1\n${'* x = **1**\n'.repeat(5000)}`);
  expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(20);
});
