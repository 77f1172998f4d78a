import { standardLayers } from '@mantile/layers';
import type { ModelConfigDocument } from '../../modelConfigDocument.ts';

const camel = (key: string): string =>
  key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const beside = ['layer_idx', 'input_dim', 'output_dim', 'parameter_count'];

/** What a config contradicts itself in, found without the validator: empty for one that may pass without a finding. */
export function contradictions(document: ModelConfigDocument): readonly string[] {
  const found: string[] = [];
  const expect = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  let total = 0;
  const names = new Set<string>();
  for (const {
    name,
    class: kind,
    count,
    specs,
    layer_indices: indices,
    supported,
  } of document.layer_types) {
    expect(!names.has(name), `${name} twice`);
    names.add(name);
    expect(supported && standardLayers.has(kind), `support of ${kind}`);
    expect(Number.isSafeInteger(count) && count > 0, `count of ${name}`);
    const own = Object.entries(specs).filter(([key]) => !beside.includes(key));
    const layer = new (standardLayers.get(kind))(
      Object.fromEntries(own.map(([key, value]) => [camel(key), value])),
    );
    total += count * layer.parameterCount.total;
    const stated = specs['parameter_count'];
    expect(stated === undefined || stated === layer.parameterCount.total, `parameters of ${name}`);
    const spec = layer.spec as { readonly hiddenSize?: number; readonly vocabSize?: number };
    expect(spec.hiddenSize === document.hidden_size, `width of ${name}`);
    expect(
      spec.vocabSize === undefined || spec.vocabSize === document.vocab_size,
      `rows of ${name}`,
    );
    const input = kind === 'EmbeddingLayer' ? spec.vocabSize : spec.hiddenSize;
    const output = kind === 'LMHeadLayer' ? spec.vocabSize : spec.hiddenSize;
    expect(specs['input_dim'] === undefined || specs['input_dim'] === input, `input of ${name}`);
    expect(
      specs['output_dim'] === undefined || specs['output_dim'] === output,
      `output of ${name}`,
    );
    if (indices !== undefined) {
      expect(indices === `0-${document.num_layers - 1}`, `indices of ${name}`);
      expect(count % document.num_layers === 0, `count of ${name}`);
    }
  }
  expect(total === document.total_params, `total of ${total}`);
  const parts = document.params_by_part;
  expect(parts === undefined || parts.text === total, 'parts');
  const [, digits = '', unit = ''] = /^([\d.]+)(\w?)$/.exec(document.total_params_formatted) ?? [];
  const size = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 }[unit] ?? 1;
  const rounding = size / 10 ** (digits.split('.')[1] ?? '').length;
  expect(Math.abs(Number(digits) * size - total) <= rounding, 'formatted total');
  expect(!document.validated || (document.validation_sources ?? []).length > 0, 'sources');
  const counts = document.layer_types.filter(({ name }) => /^(attention|feedforward)/.test(name));
  expect(
    counts.every(({ count }) => count === document.num_layers),
    'counts of layers',
  );
  return found;
}
