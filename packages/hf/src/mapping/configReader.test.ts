import type { Finding } from '@mantile/config';
import { describe, expect, it } from 'vitest';
import { ConfigReader } from './configReader.ts';
import { withDefaults } from './parts/withDefaults.ts';

function reading(fields: Readonly<Record<string, unknown>>) {
  const findings: Finding[] = [];
  const said = () =>
    findings.map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
  return { reader: new ConfigReader(fields, findings), said };
}

describe('ConfigReader', () => {
  it('ends layers and experts where laying them out one by one would fill the memory', () => {
    const { reader, said } = reading({ num_hidden_layers: 1e9, num_experts: 1e6, vocab_size: 1e6 });
    reader.count('num_hidden_layers');
    reader.count('num_experts');
    expect(reader.count('vocab_size')).toBe(1e6);
    expect(said()).toEqual([
      'error num_hidden_layers: expected a whole number from 1 to 10000, got 1000000000.',
      'error num_experts: expected a whole number from 1 to 10000, got 1000000.',
    ]);
  });

  it('reads no keys of prototypes', () => {
    const { reader } = reading({ text_config: {} });
    expect(reader.raw('constructor', 'text_config.__proto__', 'text_config.toString')).toBe(
      undefined,
    );
  });

  it('takes values from elsewhere without a word', () => {
    const { reader, said } = reading({ hidden_size: 8, text_config: { hidden_size: 4 } });
    const section = reader.section('text_config').overriddenBy({ hidden_size: 16 });
    expect(section.count('hidden_size')).toBe(16);
    expect(section.path).toBe('text_config');
    expect(said()).toEqual([]);
  });
});

describe('withDefaults', () => {
  it('fills in what is absent, and says so', () => {
    const { reader, said } = reading({ hidden_size: 8, depth: null });
    const filled = withDefaults(reader, { hidden_size: 4, depth: 2 });
    expect([filled.count('hidden_size'), filled.count('depth')]).toEqual([8, 2]);
    expect(said()).toEqual(["info depth: absent; the model's code takes 2."]);
  });
});
