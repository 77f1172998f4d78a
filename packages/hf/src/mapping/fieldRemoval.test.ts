import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../read/parseConfig.ts';
import { silentFieldsOf } from './__fixtures__/silentFields.ts';

// The real files stay outside the project.
const folder = new URL('../../../../../shared/data/hf/configs/', import.meta.url);
const isThere = existsSync(folder);
const files = isThere
  ? readdirSync(folder).filter((file) => /(?<!hf_quant)_config\.json$/.test(file))
  : [];

describe.skipIf(!isThere)('a field taken out of a real config (skipped without ../shared)', () => {
  test.each(files)('%s', (file) => {
    const { config } = parseConfig(readFileSync(new URL(file, folder), 'utf8'));
    expect(silentFieldsOf(config)).toEqual([]);
  });
});
