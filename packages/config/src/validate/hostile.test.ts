import { expect, test } from 'vitest';
import { llama } from './__fixtures__/configs.ts';
import { validateModelConfig } from './validateModelConfig.ts';

const [attention, ...others] = llama.layer_types;
const layersOf = (count: number, of: (index: number) => object): object => ({
  ...llama,
  layer_types: Array.from({ length: count }, (_, index) => of(index)),
});
const keysOf = (count: number): object =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`hidden_size_of_nothing_${index}`, 1]),
  );
/** Every second layer, as far as the text may be long. */
const scattered = Array.from({ length: 400 }, (_, index) => 2 * index).join(',');

// Each could keep a careless check busy for far longer than its reading takes.
test.each([
  ['thousands of types', layersOf(9000, (index) => ({ ...attention, name: `attention.${index}` }))],
  [
    'thousands of unknown classes',
    layersOf(9000, (index) => ({ ...attention, class: `Grouped${index}` })),
  ],
  ['thousands of keys', { ...llama, ...keysOf(150_000) }],
  [
    'thousands of keys in a type',
    { ...llama, layer_types: [{ ...attention, ...keysOf(150_000) }] },
  ],
  [
    'thousands of keys in specs',
    { ...llama, layer_types: [{ ...attention, specs: keysOf(150_000) }] },
  ],
  ['as many in many specs', layersOf(100, () => ({ ...attention, specs: keysOf(1900) }))],
  ['scattered indices', layersOf(1500, () => ({ ...attention, layer_indices: scattered }))],
  ['many sources', { ...llama, validation_sources: Array.from({ length: 100_000 }, () => 'x') }],
  [
    'lists for specs',
    layersOf(100, () => ({ ...attention, specs: { lora_targets: new Array(1500).fill(1) } })),
  ],
  [
    'tensors',
    layersOf(100, () => ({
      ...others[0],
      class: 'X',
      supported: false,
      tensors: new Array(1500).fill({}),
    })),
  ],
  [
    'a name of a million letters',
    { ...llama, model_id: 'a'.repeat(1e6), total_params_formatted: '1'.repeat(1e6) },
  ],
])('%s are answered in a moment', { timeout: 30_000 }, (_what, input) => {
  const text = JSON.stringify(input);
  const { valid, errors, warnings } = validateModelConfig(text);
  expect(valid).toBe(false);
  expect(errors.length + warnings.length).toBeLessThanOrEqual(501);
  const longest = Math.max(...errors.map(({ message, path }) => message.length + path.length));
  expect(longest).toBeLessThan(5000);
});
