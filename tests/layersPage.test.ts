import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { standardLayers } from '@mantile/layers';
import { cacheRows } from '../scripts/layers/cacheComparison.ts';
import { descriptionsFile, descriptionsText } from '../scripts/layers/descriptions.ts';
import { kindsPage, withKindsAndKeys } from '../scripts/layers/kindsPage.ts';
import { page, withKinds } from '../scripts/layers/page.ts';

test('the kinds in the README of layers are what `npm run docs:layers` writes', async () => {
  const text = readFileSync(page, 'utf8');
  expect(text, 'run npm run docs:layers').toBe(await withKinds(text));
});

// Reads the sources as the compiler does, which takes seconds.
test('docs/layer-kinds.md is what `npm run docs:layers` writes', { timeout: 120_000 }, async () => {
  const text = readFileSync(kindsPage, 'utf8');
  expect(text, 'run npm run docs:layers').toBe(await withKindsAndKeys(text));
});

test('what the program says of kinds is what `npm run docs:layers` writes', async () => {
  const text = readFileSync(descriptionsFile, 'utf8');
  expect(text, 'run npm run docs:layers').toBe(await descriptionsText());
}, 120_000);

test('the README says how many kinds there are', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(`${standardLayers.kinds.length} kinds:`);
});

test('caches compare as worked out by hand', () => {
  expect(cacheRows().map(([, keys, both, bytes]) => [keys, both, bytes])).toEqual([
    ['2,048', '4,096', '8,192'],
    ['512', '1,024', '2,048'],
    // 128 + 256 of the paths, and values as wide as the attention output
    ['384', '2,432', '4,864'],
  ]);
});
