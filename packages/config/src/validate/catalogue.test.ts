import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { validateModelConfig } from './validateModelConfig.ts';

const folder = join(import.meta.dirname, '../../models');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const read = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as ModelConfigDocument;

describe.each(files)('%s', (fileName) => {
  test('has nothing to be said of it', () => {
    const text = readFileSync(join(folder, fileName), 'utf8');
    const { valid, errors, warnings } = validateModelConfig(text, { fileName, strict: true });
    expect({ valid, errors, warnings }).toEqual({ valid: true, errors: [], warnings: [] });
  });

  const document = read(fileName);
  const isValid = (changed: object): boolean => validateModelConfig(changed).valid;
  const others = (value: number): readonly number[] => [value + 1, value - 1, value * 2];

  test.each(['hidden_size', 'num_layers', 'vocab_size', 'total_params'] as const)(
    'is wrong with another %s',
    (key) => {
      const passed = others(document[key]).filter((value) =>
        isValid({ ...document, [key]: value }),
      );
      expect(passed).toEqual([]);
    },
  );

  test('is wrong with another count of any layer, or without it', () => {
    const { layer_types: layers } = document;
    const passed = layers.flatMap(({ name, class: kind, count, specs }, index) => {
      // Of what has no parameters, a tied head, norms without weights, a layer's place that is empty, a total cannot
      // tell how many there are.
      if (specs['tied'] === true || specs['has_weight'] === false) return [];
      if (kind === 'NoOpLayer') return [];
      const changed = [...others(count), undefined].map((other) => ({
        ...document,
        layer_types: layers.flatMap((layer, at) =>
          at !== index ? [layer] : other === undefined ? [] : [{ ...layer, count: other }],
        ),
      }));
      return changed.filter(isValid).map(() => name);
    });
    expect(passed).toEqual([]);
  });
});
