import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { matchesGlob } from './glob.ts';
import { compileRegex } from './regex.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\.',
  '\\d',
  '\\w',
  '[a-c]',
  '(a|b)',
  '(?:ab|)',
  '^',
  '$',
);
const count = fc.constantFrom('', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?');
const pattern = fc
  .array(fc.tuple(atom, count), { maxLength: 6 })
  .map((parts) =>
    parts
      .map(([one, times]) => (/[\^$]/.test(one) && one.length === 1 ? one : one + times))
      .join(''),
  );
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', '1'), maxLength: 12 });

test.prop([pattern, name])('agrees with the language’s own on what both read', (text, value) => {
  expect(compileRegex(text)?.(value)).toBe(new RegExp(`^(?:${text})`).test(value));
});

test.prop([
  fc.string({
    unit: fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '*',
      '+',
      '?',
      '{',
      '}',
      '|',
      '\\',
      'a',
      '1',
      ',',
      '^',
      '-',
      '$',
    ),
  }),
  name,
])('any pattern is compiled or refused', (text, value) => {
  expect([true, false, undefined]).toContain(compileRegex(text)?.(value));
});

test.prop([fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 10 }), name])(
  'globs agree with the patterns that they abbreviate',
  (glob, value) => {
    const own = new RegExp(`^${glob.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
    expect(matchesGlob(glob, value)).toBe(own.test(value));
  },
);
