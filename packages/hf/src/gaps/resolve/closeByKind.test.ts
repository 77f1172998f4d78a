import { decodeModelConfig, validateModelConfig } from '@mantile/config';
import { MantileError } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { buildModelConfig, type ModelSources } from '../../buildModelConfig.ts';
import { listed, toyConfig, unknownMixer } from '../__fixtures__/models.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { gapRegistryEntries } from '../registry/registryEntries.ts';
import { readGapRegistry } from '../registry/readGapRegistry.ts';
import { writeGapRegistry } from '../registry/writeGapRegistry.ts';
import { gapReport } from '../report/gapReport.ts';
import { resolveGap } from './resolveGap.ts';

const plain = (unknownMixer.tensors ?? []).filter(({ name }) => !name.includes('mixer'));
const normed = (layers: readonly number[]): ModelSources => ({
  config: toyConfig,
  hfModelId: 'org/normed-toy',
  tensors: [
    ...plain,
    ...listed(
      layers.flatMap((layer) =>
        ['q', 'k'].map((one): [string, number] => [
          `model.layers.${String(layer)}.self_attn.${one}_norm.weight`,
          8,
        ]),
      ),
    ),
  ],
});
const gated: ModelSources = {
  config: toyConfig,
  hfModelId: 'org/gated-toy',
  tensors: plain.map((tensor) =>
    tensor.name.includes('q_proj') ? { ...tensor, shape: [128, 64] } : tensor,
  ),
};

function closed(sources: ModelSources, changes: Readonly<Record<string, unknown>> = {}) {
  const { gaps, context } = gapsOf(sources);
  const { config } = buildModelConfig(sources);
  const [gap] = gaps;
  if (gap === undefined || config === undefined) throw new Error('the toy has a gap');
  const report = gapReport(gap, context);
  // As the report says it.
  const [, className = '', json = '{}'] =
    /--class (\w+) --specs '(.*?)'/.exec(report.json.guidance.alternative) ?? [];
  return {
    config,
    done: resolveGap({
      gap: 1,
      registry: writeGapRegistry(gapRegistryEntries(gaps)),
      config,
      cases: report.suite?.text ?? '',
      layers: standardLayers,
      className,
      specs: { ...(JSON.parse(json) as Readonly<Record<string, unknown>>), ...changes },
    }),
  };
}

function typesOf(config: Parameters<typeof decodeModelConfig>[0]) {
  return decodeModelConfig(config)
    .layerTypes.filter(({ name }) => name.startsWith('attention'))
    .map(({ name, count, layerIndices, specs, supported }) => [
      name,
      count,
      layerIndices,
      specs['qkNorm'] ?? specs['outputGate'],
      supported,
    ]);
}

describe('a gap is closed as its report says, without a class', () => {
  test.each([
    ['norms of queries and keys', normed([0, 1, 2]), [['attention', 3, '0-2', 'perHead', true]]],
    [
      'norms in some layers',
      normed([0, 2]),
      [
        ['attention', 1, '1', undefined, true],
        ['attention.2', 2, '0,2', 'perHead', true],
      ],
    ],
    [
      'queries with a gate in them',
      gated,
      [['attention.self_attn', 3, '0-2', 'elementwise', true]],
    ],
  ])('%s', (_, sources, types) => {
    const { config, done } = closed(sources);
    expect(typesOf(done.config)).toEqual(types);
    expect(done.config.total_params).toBe(config.total_params);
    expect(validateModelConfig(done.config).errors).toEqual([]);
    expect(done.files.map(({ path }) => path)).toHaveLength(2);
    expect(readGapRegistry(done.files[0]?.text ?? '')[0]?.status).toBe('Implemented');
    expect(done).toMatchObject({ checkedBy: 'tensors', archived: [] });
  });

  test('and not where the tensors differ', () => {
    const wrong = () => closed(gated, { outputGate: 'perHead' });
    expect(wrong).toThrow(MantileError);
    expect(wrong).toThrow(/its q_proj.weight is \[64, 64\], and that of the gap \[128, 64\]/);
    expect(() => closed(normed([0, 1, 2]), { numHeads: 7 })).toThrow(/has not the tensors/);
  });
});

test('a shape that no layer explains leaves a config to approve, which is not validated', () => {
  const { config, findings } = buildModelConfig(gated);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(findings.find(({ code }) => code === 'hf.tensor_shape')).toHaveProperty('fix');
  expect(config?.validated).toBe(false);
  expect(config?.layer_types.filter(({ supported }) => !supported)).toMatchObject([
    { class: 'SelfAttnLayer', count: 3, gap_report: 'gaps/self_attn.md' },
  ]);
});

test('the report counts only tensors that it lists', () => {
  const { gaps, context } = gapsOf(normed([0, 1, 2]));
  const reason = gaps.map((gap) => gapReport(gap, context).json.guidance.reason);
  expect(reason[0]).toContain('explains the other tensors of the module, and none of these');
});
