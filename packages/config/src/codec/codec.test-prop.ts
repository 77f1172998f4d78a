import { fc, test } from '@fast-check/vitest';
import { standardLayers } from '@mantile/layers';
import { describe, expect, test as plainTest } from 'vitest';
import type { LayerTypeConfig, ModelConfig } from '../modelConfig.ts';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { decodeModelConfig } from './decodeModelConfig.ts';
import { encodeModelConfig } from './encodeModelConfig.ts';
import { camelKey, prototypeKeys, snakeKey } from './keyCase.ts';

const head = {
  modelId: 'toy',
  name: 'A toy_model',
  hiddenSize: 48,
  numLayers: 1,
  vocabSize: 1000,
  totalParams: 1,
  totalParamsFormatted: '1',
  validated: false,
} as const;

const withSpecs = (specs: LayerTypeConfig['specs'], kind = 'NormLayer'): ModelConfig => ({
  ...head,
  layerTypes: [{ name: 'norm', class: kind, count: 1, supported: true, specs }],
});

interface Shaped {
  readonly specSchema: { readonly shape?: object };
}
const specKeys = standardLayers.classes.flatMap((layerClass) =>
  Object.keys((layerClass as unknown as Shaped).specSchema.shape ?? {}),
);

describe('the keys of all registered kinds', () => {
  plainTest('are many, and come back', () => {
    expect(specKeys.length).toBeGreaterThan(300);
    for (const key of specKeys) {
      expect(camelKey(snakeKey(key))).toBe(key);
      expect(snakeKey(key)).toMatch(/^[a-z0-9_]+$/);
    }
    const written = new Set(specKeys.map(snakeKey));
    expect(written.size).toBe(new Set(specKeys).size);
  });

  plainTest.each(
    standardLayers.classes.flatMap((layerClass) =>
      layerClass.examples.map((spec, index) => ({ kind: layerClass.kind, index, spec })),
    ),
  )('of $kind, example $index', ({ kind, spec }) => {
    const config = withSpecs({ ...spec, layerIdx: 0, parameterCount: 1 }, kind);
    const document = encodeModelConfig(config);
    expect(decodeModelConfig(document)).toEqual(config);
    expect(encodeModelConfig(decodeModelConfig(document))).toEqual(document);
  });
});

const snake = fc.stringMatching(/^[a-z][a-z0-9]{0,4}(_[a-z][a-z0-9]{0,4}){0,4}$/);
const nested = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      snake.filter((key) => !prototypeKeys.includes(key)),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

test.prop([
  fc.dictionary(
    snake.filter((key) => !prototypeKeys.includes(key)),
    nested,
  ),
])('any specs in snake_case come back, with what is nested in them', (specs) => {
  const document: ModelConfigDocument = {
    ...encodeModelConfig(withSpecs({})),
    layer_types: [{ name: 'x', class: 'Unknown', count: 1, supported: false, specs }],
  };
  expect(encodeModelConfig(decodeModelConfig(document))).toEqual(document);
});

test.prop([fc.string()])('a key comes back or is told apart, whatever it is', (key) => {
  const there = camelKey(key);
  if (snakeKey(there) !== key) expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/);
});
