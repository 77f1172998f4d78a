import { expect, test } from 'vitest';
import { matchesGlob } from './glob.ts';
import { compileRegex } from './regex.ts';

test.each(['(a+)+$', '(a|a)*b', '(a*)*b', '(.*)*(.*)*x', '(?:a{0,100}){0,100}b'])(
  '%s, which hangs others, is answered at once or refused',
  (pattern) => {
    const matches = compileRegex(pattern);
    expect(matches?.(`${'a'.repeat(900)}!`) ?? false).toBe(false);
  },
);

test.each([
  '(?=a)',
  '(?<n>a)',
  '\\1',
  '(a',
  'a)',
  '[a',
  '*a',
  'a**',
  '{2}',
  'a{3,1}',
  'a{999}',
  '\\q',
  'x'.repeat(1001),
])('%s is not understood', (pattern) => {
  expect(compileRegex(pattern)).toBeUndefined();
});

test('a name longer than any is no match', () => {
  expect(compileRegex('a*')?.('a'.repeat(1001))).toBe(false);
});

test('a glob of many stars is answered at once', () => {
  expect(matchesGlob('*a'.repeat(200), `${'a'.repeat(5000)}b`)).toBe(false);
});
