import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from './parseConfig.ts';

const codesOf = (text: string) => parseConfig(text).findings.map(({ code, path }) => [code, path]);

test('reads what JSON.parse reads', () => {
  const value = { a: [1, -2.5e-3, true, false, null, 'x"\\/\b\f\n\r\té😀'], b: { c: [] }, d: {} };
  for (const indent of [0, 2, '\t']) {
    expect(parseConfig(JSON.stringify(value, null, indent))).toEqual({
      config: value,
      findings: [],
    });
  }
  expect(parseConfig('{"a":"\\u00e9\\ud83d\\ude00\\/"}').config).toEqual({ a: 'é😀/' });
});

test('a byte order mark may lead', () => {
  expect(parseConfig('\uFEFF{"a": 1}')).toEqual({ config: { a: 1 }, findings: [] });
});

test('numbers that are not finite are read, and said', () => {
  const { config, findings } = parseConfig(
    '{"a": Infinity, "b": [-Infinity, NaN], "c": 1e+308, "d": 1e400}',
  );
  expect(config).toEqual({ a: Infinity, b: [-Infinity, NaN], c: 1e308, d: Infinity });
  expect(findings.map(({ path, severity }) => [path, severity])).toEqual([
    ['a', 'info'],
    ['b[0]', 'info'],
    ['b[1]', 'info'],
    ['d', 'info'],
  ]);
});

test.each([
  ['{"a": 1,}', 'line 1, column 9: expected a string, found "}".'],
  ['{\n  "a": 1\n  "b": 2}', 'line 3, column 3: expected , or }, found "\\"".'],
  ['{"a": Infinityx}', 'line 1, column 7: expected a value, found "I".'],
  ['{"a": -true}', 'line 1, column 7: -true is no value.'],
  ['{"a": 01}', 'line 1, column 8: expected , or }, found "1".'],
  ['{"a": "x', 'line 1, column 7: this string has no end.'],
  ['{"a": "x\n"}', 'line 1, column 9: a control character inside a string must be escaped.'],
  ['{"a": "\\x"}', 'line 1, column 8: \\x is no escape.'],
  ['{"a": "\\u00g0"}', 'line 1, column 8: \\u needs four hexadecimal digits.'],
  ['{} {}', 'line 1, column 4: expected the end of the text, found "{".'],
  ['[]', 'line 1, column 1: expected an object, found "[".'],
  ['', 'line 1, column 1: expected an object, found the end of the text.'],
  ['<html>', 'line 1, column 1: expected an object, found "<".'],
])('a malformed text %j is a finding with its place', (text, message) => {
  const { config, findings } = parseConfig(text);
  expect(config).toEqual({});
  expect(findings).toMatchObject([{ code: 'json.syntax', severity: 'error', path: '', message }]);
});

test('keys that reach a prototype are left out, and said', () => {
  const { config } = parseConfig('{"__proto__": {"polluted": 1}, "constructor": 2, "a": 3}');
  expect(Object.keys(config)).toEqual(['a']);
  expect(config['polluted']).toBeUndefined();
  expect(Object.getPrototypeOf(config)).toBe(Object.prototype);
  expect(codesOf('{"x": {"__proto__": 1}}')).toEqual([['json.prototype_key', 'x.__proto__']]);
});

test('a key that stands twice is said; the later one holds', () => {
  expect(parseConfig('{"a": 1, "a": 2}').config).toEqual({ a: 2 });
  expect(codesOf('{"a": 1, "a": 2}')).toEqual([['json.duplicate_key', 'a']]);
});

test('nesting has an end, whatever the text', () => {
  const deep = `{"a": ${'['.repeat(100_000)}`;
  expect(codesOf(deep)).toEqual([['json.too_deep', '']]);
  expect(codesOf(`{"a": ${'{"b":'.repeat(100_000)}`)).toEqual([['json.too_deep', '']]);
});

test('a flood of oddities is answered briefly', () => {
  const many = Array.from({ length: 5000 }, () => 'NaN').join(',');
  expect(parseConfig(`{"a": [${many}]}`).findings).toHaveLength(100);
});

test('what is no text is a finding', () => {
  expect(codesOf(undefined as unknown as string)).toEqual([['json.not_text', '']]);
});

// The real files stay outside the project.
const folder = new URL('../../../../../shared/data/hf/configs/', import.meta.url);
test.skipIf(!existsSync(folder))('reads every real config (skipped without ../shared)', () => {
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(100);
  const withInfinity: string[] = [];
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const { config, findings } = parseConfig(text);
    expect(findings.filter(({ code }) => code !== 'json.not_finite')).toEqual([]);
    if (findings.length > 0) withInfinity.push(file);
    else expect(config).toEqual(JSON.parse(text));
  }
  expect(withInfinity).toHaveLength(3);
});
