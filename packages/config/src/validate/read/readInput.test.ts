import { describe, expect, test } from 'vitest';
import { FindingList } from '../findingList.ts';
import { readInput } from './readInput.ts';

const read = (input: unknown) => {
  const findings = new FindingList();
  const value = readInput(input, findings);
  return { value, told: findings.all.map(({ code, path, message }) => [code, path, message]) };
};

test.each([
  '{}',
  '\uFEFF {"a": [1, -2.5e3, "x\\n\\u0041", true, false, null, {}, []]}\r\n',
  '{"a":{"b":[{"c":0}]}}',
  '{"":1,"a b":"\\"\\\\"}',
])('%s is read as JSON.parse reads it', (text) => {
  const value: unknown = JSON.parse(text.replace('\uFEFF', ''));
  expect(read(text)).toEqual({ value, told: [] });
});

test.each([
  ['', 'line 1, column 1: the file ends here; expected a value.'],
  ['{"a": 1\n "b": 2}', 'line 2, column 2: expected a comma or "}".'],
  ['{"a": 1}\n\n  x', 'line 3, column 3: expected the end of the file.'],
  ["{'a': 1}", 'line 1, column 2: expected a key in double quotes.'],
  ['{"a" 1}', 'line 1, column 6: expected a colon behind the key.'],
  ['{"a": \'x\'}', 'line 1, column 7: JSON writes strings in double quotes.'],
  ['{\n// why\n"a": 1}', 'line 2, column 1: expected a key in double quotes.'],
  ['{"a": /* b */ 1}', 'line 1, column 7: JSON has no comments.'],
  ['{"a": "b\n"}', 'line 1, column 7: a string does not end on its line.'],
  ['{"a": "\\x"}', 'line 1, column 7: a string with an escape that JSON does not know.'],
  ['{"a": 01}', 'line 1, column 7: expected a value.'],
  ['{"a": 1_000}', 'line 1, column 7: expected a value.'],
  ['{"a": yes}', 'line 1, column 7: expected a value.'],
  ['{"a": [1, 2', 'line 1, column 12: expected a comma or "]".'],
])('%j is refused with its line and column', (text, message) => {
  const { value, told } = read(text);
  expect(value).toBeUndefined();
  expect(told).toHaveLength(1);
  expect(told[0]).toEqual(['config.syntax', expect.any(String), message]);
});

describe('what can be read on is', () => {
  test.each([
    ['{"a": [1, 2,], }', { a: [1, 2] }, ['config.syntax a', 'config.syntax ']],
    ['{"a": True, "b": None}', { a: true, b: null }, ['config.syntax a', 'config.syntax b']],
    ['{"a": NaN, "b": 1}', { a: null, b: 1 }, ['config.not_finite a']],
    ['{"a": -Infinity}', { a: null }, ['config.not_finite a']],
    ['{"a": 1e999}', { a: Infinity }, ['config.not_finite a']],
    ['{"a": 1, "a": 2}', { a: 2 }, ['config.duplicate_key a']],
    ['{"a": {"constructor": 1, "b": 2}}', { a: { b: 2 } }, ['config.prototype_key a.constructor']],
    ['{"a": 9007199254740993}', { a: 9007199254740992 }, ['config.unsafe_integer a']],
  ])('%s', (text, value, told) => {
    const found = read(text);
    expect(found.value).toEqual(value);
    expect(found.told.map(([code, path]) => `${code} ${path}`)).toEqual(told);
  });

  test('without reaching into the prototype of objects', () => {
    const { value, told } = read('{"__proto__": {"polluted": true}, "a": 1}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(told.map(([code]) => code)).toEqual(['config.prototype_key']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('parsed values', () => {
  const cycle: Record<string, unknown> = {};
  cycle['again'] = cycle;
  // Two of each level: 2^40 values, were they all visited.
  let shared: unknown = {};
  for (let level = 0; level < 40; level += 1) shared = { one: shared, other: shared };
  const failing = {
    get a(): never {
      throw new Error('not today');
    },
  };

  test.each([
    ['a cycle', cycle, 'config.too_deep'],
    ['shared parts', shared, 'config.too_large'],
    ['a list of any length', { a: new Array(1e9) }, 'config.too_large'],
    ['a function', { a: () => 1 }, 'config.not_json'],
    ['a bigint', { a: 1n }, 'config.not_json'],
    ['a getter that fails', failing, 'config.unreadable'],
    ['null', null, 'config.not_an_object'],
    ['a list', [], 'config.not_an_object'],
    ['nothing', undefined, 'config.not_json'],
    ['an infinite number', { a: Infinity }, 'config.not_finite'],
    ['a number beyond 2^53', { a: 2 ** 60 }, 'config.unsafe_integer'],
    ['a prototype key', JSON.parse('{"__proto__": 1}'), 'config.prototype_key'],
  ])('%s is told', (_what, input, code) => {
    expect(read(input).told.map(([told]) => told)).toEqual([code]);
  });

  test('are copied without what is absent', () => {
    const { value, told } = read({ a: undefined, b: [{ c: null }] });
    expect(value).toEqual({ b: [{ c: null }] });
    expect('a' in (value ?? {})).toBe(false);
    expect(told).toEqual([]);
  });
});

test.each([
  ['nesting', '['.repeat(1e6), 'config.too_deep'],
  ['nesting of objects', '{"a":'.repeat(1e5), 'config.too_deep'],
  ['characters', `{"a":"${'x'.repeat(9e6)}"}`, 'config.too_large'],
  ['values', `[${'0,'.repeat(300_000)}0]`, 'config.too_large'],
])('too much %s ends the reading', (_what, text, code) => {
  const { value, told } = read(text);
  expect(value).toBeUndefined();
  expect(told.map(([found]) => found)).toEqual([code]);
});

test('a long list of mistakes is cut short, and says so', () => {
  const { told } = read(`{"a":[${'NaN,\n'.repeat(150_000)}1]}`);
  expect(told).toHaveLength(501);
  expect(told.at(-1)).toEqual(['config.more_findings', '', '149500 more findings are not listed.']);
});

test('keys that stand twice on one long line are told in a moment', { timeout: 10_000 }, () => {
  const { told } = read(`{${'"abc":1,'.repeat(150_000)}"abc":1}`);
  expect(told).toHaveLength(501);
  expect(told[1]).toEqual([
    'config.duplicate_key',
    'abc',
    'line 1, column 25: this key stands twice.',
  ]);
});

test.each([[Buffer.from('{}')], [new ArrayBuffer(2)], [new Float32Array(1e6)]])(
  'bytes are no text, which is told once',
  (bytes) => {
    expect(read(bytes)).toEqual({
      value: undefined,
      told: [['config.not_json', '', 'bytes are given, and no text.']],
    });
  },
);
