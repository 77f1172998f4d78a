import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { llama } from './__fixtures__/configs.ts';
import { validateModelConfig } from './validateModelConfig.ts';

const folder = '../shared/seeds';
const isThere = existsSync(folder);

/** The first model config that a guide shows. */
function exampleOf(guide: string): string {
  const text = readFileSync(`${folder}/${guide}.md`, 'utf8');
  const start = text.indexOf('{\n  "model_id"');
  return text.slice(start, text.indexOf('```', start));
}

describe.skipIf(!isThere).each(['create-model-configs-guide', 'model-builder-plan'])(
  `the example of %s${isThere ? '' : ' (not run: no folder of the documents beside the repository)'}`,
  (guide) => {
    test('is read, and what is missing or cannot be checked is told', () => {
      const { valid, errors, warnings, config } = validateModelConfig(exampleOf(guide));
      // It calls itself validated, and leaves open how many parameters its experts have.
      expect(valid).toBe(false);
      expect(errors.map(({ code, path }) => [code, path])).toEqual([
        ['config.validated_unchecked', 'validated'],
      ]);
      expect(config?.layerTypes[1]?.specs).toEqual({
        numExperts: 8,
        topK: 2,
        expertHiddenSize: 14336,
      });
      expect(warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
        'config.source_placeholder validation_sources[0]',
        'config.layer_name layer_types[1].name',
        'config.total_unchecked total_params',
        'suspicious.no_embedding layer_types',
        'suspicious.no_head layer_types',
        'suspicious.no_norm layer_types',
      ]);
    });

    test('with the layers of Llama 3.3 70B has another total', () => {
      const example = JSON.parse(exampleOf(guide)) as ModelConfigDocument;
      const { errors } = validateModelConfig({ ...example, layer_types: llama.layer_types });
      expect(errors.map(({ path, fix }) => [path, fix])).toEqual([
        ['total_params', 'Set total_params to 70553706496, if the layers are right.'],
      ]);
    });
  },
);
