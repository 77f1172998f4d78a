import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { page, withCatalogue } from '../scripts/hardware/page.ts';
import { schemaFile, schemaText } from '../scripts/hardware/schema.ts';

// Formatting wide tables takes its time.
test(
  'the catalogue on its page is what `npm run docs:hardware` writes',
  { timeout: 60_000 },
  async () => {
    const text = readFileSync(page, 'utf8');
    expect(text === (await withCatalogue(text)), 'run npm run docs:hardware').toBe(true);
  },
);

test('the published JSON Schema is what `npm run docs:hardware` writes', async () => {
  expect(readFileSync(schemaFile, 'utf8')).toBe(await schemaText());
});

test('the JSON Schema is found by the name of its package', () => {
  const found = createRequire(import.meta.url).resolve(
    '@mantile/hardware/schema/hardware.schema.json',
  );
  expect(found).toBe(resolve(schemaFile));
});
