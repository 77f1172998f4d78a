import { expect, test } from 'vitest';
import { expandManifest } from './expandManifest.ts';

const codesOf = (text: string) => new Set(expandManifest(text).findings.map(({ code }) => code));
const norm = '{ type: RMSNormLayer, d_model: 8 }';
const stack = (layers: string, more = '') =>
  `${more}topology: { type: StackedTopology, layers: [${layers}] }`;
const many = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join('');

/** Each value of a chain stands for ten of the one before: 10 to the power of `links` in all. */
const bomb = (links: number, open: string, close: string, seed: string, between = ', ') =>
  many(links, (index) => {
    const inner = index === 0 ? seed : `*a${index - 1}`;
    return `${index === 0 ? '' : between}&a${index} ${open}${Array(10).fill(inner).join(', ')}${close}`;
  });

test.each([
  ['a long text', ' '.repeat(300_000), 'manifest.too_large'],
  ['deep lists', `a: ${'['.repeat(100_000)}`, 'manifest.too_deep'],
  ['deep lists line by line', '[\n'.repeat(100_000), 'manifest.too_deep'],
  ['deep maps', many(300, (index) => `${' '.repeat(index)}a:\n`), 'manifest.too_deep'],
  ['deep sequences', `- `.repeat(100_000), 'manifest.too_deep'],
  ['many keys', many(25_000, (index) => `k${index}: 1\n`), 'manifest.unknown_key'],
  ['many aliases', `variables: { a: &a 1 }\nx: [${'*a, '.repeat(50_000)}]`, 'manifest.unknown_key'],
  [
    'aliases of aliases',
    stack(
      `*a8`,
      `variables: { l: [${bomb(9, '{ type: StackedTopology, layers: [', '] }', norm)}] }\n`,
    ),
    'manifest.too_large',
  ],
  [
    'variables in one another',
    stack(
      '"${a25}"',
      `variables:\n  a0: ""\n${many(25, (index) => `  a${index + 1}: "\${a${index}}\${a${index}}"\n`)}`,
    ),
    'manifest.value',
  ],
  [
    'variables that grow',
    stack(
      '"${a25}"',
      `variables:\n  a0: x\n${many(25, (index) => `  a${index + 1}: "\${a${index}}\${a${index}}"\n`)}`,
    ),
    'manifest.variable_value',
  ],
  [
    'a long chain of variables',
    stack(
      '"${a3000}"',
      `variables:\n  a0: x\n${many(3000, (index) => `  a${index + 1}: "\${a${index}}"\n`)}`,
    ),
    'manifest.variable_cycle',
  ],
  [
    'a topology in itself',
    stack('"${t}"', 'variables: { t: { type: StackedTopology, layers: ["${t}", "${t}"] } }\n'),
    'manifest.too_large',
  ],
  [
    'layers without end',
    `topology: ${'{ type: RepeatedTopology, repeat: 1000, layers: ['.repeat(8)}${norm}${'] }'.repeat(8)}`,
    'manifest.too_many_layers',
  ],
  [
    'too many parameters',
    stack('{ type: LinearLayer, d_in: 1000000000, d_out: 1000000000 }'),
    'manifest.too_many_layers',
  ],
])('%s are found, and do not keep anybody waiting', { timeout: 5000 }, (_what, text, code) => {
  expect(codesOf(text)).toContain(code);
});

test('names of objects’ own properties are names like others', () => {
  for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
    expect(codesOf(`${key}: 1`)).toContain('manifest.unknown_key');
    expect(codesOf(stack(`{ type: ${key} }`))).toContain('manifest.unknown_type');
    expect(
      codesOf(stack(`{ type: AttentionLayer, mode: ${key}, d_model: 8, n_heads: 2 }`)),
    ).toContain('manifest.unknown_mode');
    expect(codesOf(stack(`{ type: RMSNormLayer, d_model: 8, ${key}: 1 }`))).toContain(
      'manifest.unknown_key',
    );
    expect(codesOf(stack(norm, `embedder: { type: ${key} }\n`))).toContain('manifest.unknown_type');
    expect(codesOf(stack(norm, `dtype: ${key}\n`))).toContain('dtype.unknown');
    expect(expandManifest(stack(norm), { preset: key }).findings[0]?.code).toBe(
      'manifest.unknown_preset',
    );
    expect(codesOf(stack('{ type: RMSNormLayer, d_model: "${' + key + '}" }'))).toContain(
      'manifest.undefined_variable',
    );
  }
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
