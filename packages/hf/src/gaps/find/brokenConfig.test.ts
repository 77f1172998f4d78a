import { describe, expect, test } from 'vitest';
import { buildModelConfig } from '../../buildModelConfig.ts';
import { listed, toyConfig, unknownMixer } from '../__fixtures__/models.ts';
import { deliverables } from '../deliverables/deliverables.ts';
import { gapsOf } from './gapsOf.ts';

const tensors = [
  ...(unknownMixer.tensors ?? []).filter(({ name }) => !name.includes('rotary')),
  ...listed(
    [0, 1, 2].map((layer) => [`model.layers.${String(layer)}.block_sparse_moe.gate.weight`, 8, 64]),
  ),
];
const dense = tensors.filter(({ name }) => !name.includes('block_sparse_moe'));
const routed = tensors.filter(({ name }) => !name.includes('.mlp.'));
const mixture = { ...toyConfig, model_type: 'mixtral', num_local_experts: 8 };

describe('a layer that cannot be made from the configuration', () => {
  test.each([
    ['heads without width', { ...toyConfig, head_dim: 0 }],
    ['more experts a token than there are', { ...mixture, num_experts_per_tok: 300 }],
    ['heads of keys that do not divide those of queries', { ...toyConfig, num_key_value_heads: 3 }],
    ['one fact under two names that differ', { ...toyConfig, n_layer: 7 }],
    [
      'heads that do not divide the width',
      { ...toyConfig, head_dim: undefined, num_attention_heads: 7 },
    ],
  ])('is no gap: %s', (_, config) => {
    const own = config.model_type === 'mixtral' ? routed : dense;
    const built = buildModelConfig({ config, tensors: own });
    const errors = built.findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code }) => code)).not.toEqual([]);
    const found = gapsOf({ config, tensors: own });
    expect(found.findings).toEqual(expect.arrayContaining(errors));
    expect(found.gaps.filter(({ feature }) => feature !== 'mixer')).toEqual([]);
    expect(found.unreadTensors).toBeGreaterThan(0);
    expect(found.unaccountedTensors).toBe(0);
    expect(gapsOf({ config }).gaps).toEqual([]);
    const { files } = deliverables({ ...built, found, reports: [] });
    const report = files.find(({ path }) => path === 'validation_report.md')?.text;
    expect(report).toContain(`makes no layer for them: ${String(found.unreadTensors)}`);
  });

  test('hides no gap beside it', () => {
    const config = { ...mixture, num_experts_per_tok: 300 };
    const {
      gaps,
      unexplainedTensors,
      tensors: all,
      unreadTensors,
    } = gapsOf({ config, tensors: routed });
    expect(gaps.map(({ feature }) => feature)).toContain('mixer');
    expect(unexplainedTensors + unreadTensors).toBeLessThan(all);
  });
});
