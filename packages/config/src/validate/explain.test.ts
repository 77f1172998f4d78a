import { describe, expect, test } from 'vitest';
import { llama_3_1_8b, qwen2_5_7b_instruct } from '../models/each.ts';
import type { LayerTypeDocument, ModelConfigDocument } from '../modelConfigDocument.ts';
import { toy } from './__fixtures__/configs.ts';
import { validateModelConfig } from './validateModelConfig.ts';

/** What is said of the total of a model, a type of its layers changed and its total left. */
function said(
  document: ModelConfigDocument,
  name: string,
  change: (layer: LayerTypeDocument) => Partial<LayerTypeDocument>,
): string {
  const layer_types = document.layer_types.map((layer) =>
    layer.name === name ? { ...layer, ...change(layer) } : layer,
  );
  const { errors } = validateModelConfig({ ...document, layer_types });
  const found = errors.find(({ code }) => code === 'config.total_mismatch');
  return `${found?.message} ${found?.fix}`;
}
const specs =
  (changed: object) =>
  ({ specs: own }: LayerTypeDocument) => ({ specs: { ...own, ...changed } });
/** A sentence on a cause stands between the difference and the fix. */
const noCause = /: \d+ (?:less|more)\. Set total_params to \d+, if the layers are right\.$/;

describe('a difference that norms would make by chance has no cause', () => {
  test.each([
    // 28 biases of 3584 + 2 * 512 elements are 36 norms of 3584.
    ['a bias that was forgotten', qwen2_5_7b_instruct, 'attention', specs({ qkv_bias: false })],
    // An inner width that is one off is three norms in each of 32 layers.
    ['an inner width too small', llama_3_1_8b, 'feedforward', specs({ intermediate_size: 14335 })],
    ['an inner width too large', llama_3_1_8b, 'feedforward', specs({ intermediate_size: 14337 })],
    [
      'in two matrices, too small',
      toy,
      'feedforward',
      () => ({ specs: { hidden_size: 16, intermediate_size: 31 } }),
    ],
    [
      'in two matrices, too large',
      toy,
      'feedforward',
      () => ({ specs: { hidden_size: 16, intermediate_size: 33 } }),
    ],
  ])('%s', (_what, document, name, change) => {
    expect(said(document, name, change)).toMatch(noCause);
  });
});

describe('norms that layers can lack are named', () => {
  test.each([
    ['the second of each layer and the last', 32, '33 norms of 4096'],
    ['the second of each layer', 33, '32 norms of 4096'],
    ['the last', 64, '1 norm of 4096'],
  ])('%s', (_what, count, norms) => {
    expect(said(llama_3_1_8b, 'norm', () => ({ count }))).toContain(
      `That is ${norms}: it seems to be missing from the layers.`,
    );
  });
});

describe('a head', () => {
  const [head] = toy.layer_types.filter(({ name }) => name === 'head');
  test('that may be tied is told before the total is touched', () => {
    const tied: ModelConfigDocument = {
      ...toy,
      total_params: toy.total_params - 1600,
      total_params_formatted: '5776',
    };
    expect(said(tied, 'head', () => ({}))).toMatch(
      /it may be tied.*add "tied": true to layer_types\[4\]\.specs;/,
    );
    expect(said(toy, 'head', specs({ tied: true }))).toContain(
      'a table over the vocabulary, such as an LM head that is not tied',
    );
    expect(head?.specs).not.toHaveProperty('tied');
  });
});

test('a count is named where nothing else tells it, and layers can be as many', () => {
  const without = (count: number) => () => ({
    count,
    layer_indices: undefined,
    specs: { hidden_size: 16, intermediate_size: 33 },
  });
  const placed = said(toy, 'feedforward', () => ({ count: 1, layer_indices: '0' }));
  expect(placed).toMatch(noCause);
  const wider = { ...toy, total_params: toy.total_params + 2 * 32 };
  expect(said(wider, 'feedforward', without(1))).toContain('with 2 instead of 1 of "feedforward"');
});
