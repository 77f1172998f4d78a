import { describe, expect, test } from 'vitest';
import { buildModelConfig } from '../buildModelConfig.ts';

const config = {
  model_type: 'llama',
  hidden_size: 64,
  intermediate_size: 192,
  num_hidden_layers: 2,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  vocab_size: 500,
  tie_word_embeddings: false,
};

function errorsOf(changes: Readonly<Record<string, unknown>>): readonly (readonly string[])[] {
  return buildModelConfig({ config: { ...config, ...changes } })
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ code, path, message }) => [code, path, message]);
}

describe('a field that cannot be read is the only error', () => {
  test.each([
    ['hidden_size', '64', 'expected a whole number from 1 to 1000000000, got "64".'],
    ['num_attention_heads', '8', 'expected a whole number from 1 to 1000000000, got "8".'],
    ['num_hidden_layers', [2], 'expected a whole number from 1 to 10000, got [2].'],
  ])('%s %j', (field, value, message) => {
    expect(errorsOf({ [field]: value })).toEqual([['hf.field_invalid', field, message]]);
  });

  test('and absent, where nothing is taken instead', () => {
    expect(errorsOf({ hidden_size: undefined }).map(([code, path]) => [code, path])).toEqual([
      ['hf.field_missing', 'hidden_size'],
    ]);
  });

  test('among all that are alike', () => {
    const found = errorsOf({ hidden_size: '64', num_attention_heads: undefined });
    expect(found.map(([, path]) => path).sort()).toEqual(['hidden_size', 'num_attention_heads']);
  });

  test('while sizes that contradict each other are said where all can be read', () => {
    expect(errorsOf({ num_attention_heads: 3 }).length).toBeGreaterThan(0);
  });
});
