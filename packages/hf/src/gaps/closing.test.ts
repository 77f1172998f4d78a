import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLayerRegistry, type LayerClass } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { runSpec } from '@mantile/layers/spec';
import { describe, expect, test } from 'vitest';
import { layersOf } from '../blueprint/layers.ts';
import { buildModelConfig, type ModelSources } from '../buildModelConfig.ts';
import { matchPieces } from '../matching/matchPieces.ts';
import { FfwLayer } from './__fixtures__/ffwLayer.ts';
import { listed, toyConfig, unknownMixer } from './__fixtures__/models.ts';
import { GatedAttentionLayer, SelfAttnLayer } from './__fixtures__/selfAttnLayer.ts';
import { SsmLayer } from './__fixtures__/ssmLayer.ts';
import { gapsOf } from './find/gapsOf.ts';
import { writeGapRegistry } from './registry/writeGapRegistry.ts';
import { gapRegistryEntries } from './registry/registryEntries.ts';
import { gapReport } from './report/gapReport.ts';
import { firstSpec } from './resolve/firstSpec.ts';
import { resolveGap } from './resolve/resolveGap.ts';

const plain = unknownMixer.tensors?.filter(({ name }) => !name.includes('mixer')) ?? [];
const inEachLayer = (list: (prefix: string) => Parameters<typeof listed>[0]) =>
  listed([0, 1, 2].flatMap((layer) => list(`model.layers.${layer}.`)));

/** Queries of twice the rows that the configuration leads to. */
const gated: ModelSources = {
  config: toyConfig,
  hfModelId: 'org/gated-toy',
  tensors: plain.map((tensor) =>
    tensor.name.includes('q_proj') ? { ...tensor, shape: [128, 64] } : tensor,
  ),
};

/** Experts that are called units, behind a router that is called route. */
const units: ModelSources = {
  config: { ...toyConfig, num_local_experts: 8, num_experts_per_tok: 2 },
  hfModelId: 'org/units-toy',
  tensors: [
    ...plain.filter(({ name }) => !name.includes('.mlp.')),
    ...inEachLayer((prefix) => [
      [`${prefix}ffw.route.weight`, 8, 64],
      ...[0, 1, 2, 3, 4, 5, 6, 7].flatMap((unit): Parameters<typeof listed>[0] => [
        [`${prefix}ffw.units.${unit}.inner.weight`, 192, 64],
        [`${prefix}ffw.units.${unit}.outer.weight`, 64, 192],
      ]),
    ]),
  ],
};

/** A recurrence with rates in 32 bits. */
const recurrent: ModelSources = {
  config: toyConfig,
  hfModelId: 'org/recurrent-toy',
  tensors: [
    ...plain,
    ...inEachLayer((prefix) => [
      [`${prefix}ssm.w_in.weight`, 160, 64],
      [`${prefix}ssm.conv1d.weight`, 96, 1, 4],
      [`${prefix}ssm.dt_bias`, 12],
      [`${prefix}ssm.w_out.weight`, 64, 64],
    ]),
    ...[0, 1, 2].map((layer) => ({
      name: `model.layers.${layer}.ssm.A_log`,
      shape: [12],
      dtype: 'F32' as const,
    })),
  ],
};

const source = ['selfAttnLayer', 'ffwLayer', 'ssmLayer']
  .map((file) => readFileSync(join(import.meta.dirname, `__fixtures__/${file}.ts`), 'utf8'))
  .join('\n');

/** Code without what a formatter adds. */
const bare = (code: string): string => code.replace(/\s+/g, '').replace(/,(?=[}\])])/g, '');

function reportOf(sources: ModelSources, id: string) {
  const { gaps, context } = gapsOf(sources);
  const gap = gaps.find((each) => each.id === id);
  if (gap === undefined) throw new Error(`there is no gap ${id}`);
  const report = gapReport(gap, context);
  if (report.suite === undefined) throw new Error('it has tensors');
  return { gaps, gap, ...report, suite: report.suite };
}

const closings: readonly (readonly [string, string, ModelSources, LayerClass])[] = [
  ['a variant of a known kind', 'self_attn', gated, SelfAttnLayer],
  ['the reading of it that no tensor contradicts', 'self_attn', gated, GatedAttentionLayer],
  ['experts under other names', 'ffw', units, FfwLayer],
  ['a recurrence', 'ssm', recurrent, SsmLayer],
];

describe.each(closings)('%s', (_, id, sources, layerClass) => {
  const { gaps, gap, suite, json } = reportOf(sources, id);
  const layers = createLayerRegistry([...standardLayers.classes, layerClass]);

  test('is written as the report says', () => {
    expect(json.guidance.declarations.length).toBeGreaterThan(2);
    if (layerClass === GatedAttentionLayer) return;
    for (const declaration of json.guidance.declarations) {
      expect(bare(source)).toContain(bare(declaration));
    }
  });

  test('passes the cases of its gap', () => {
    expect(runSpec(suite.text, { layers, file: suite.path }).findings).toEqual([]);
  });

  test('explains the tensors of the module, each by its own name and shape', () => {
    const prefix = gap.module.replace('{layer}', '1');
    const spec = firstSpec(suite.text);
    // A buffer is explained already, whatever the layer is.
    const buffers = new Set(gap.explained.map((name) => prefix + name));
    const own = (sources.tensors ?? []).filter(
      ({ name }) => name.startsWith(prefix) && !buffers.has(name),
    );
    const evidence = new Map(own.map(({ name, shape }) => [name, shape]));
    const pieces = [{ name: 'attention', kind: layerClass.kind, spec, prefix }];
    const blueprint = {
      family: '',
      hiddenSize: 64,
      numLayers: 3,
      vocabSize: 500,
      pieces,
      buffers: [],
      findings: [],
    };
    const { unexplained, findings } = matchPieces(blueprint, evidence, layersOf(layers));
    expect(own.length).toBeGreaterThan(3);
    expect([unexplained, findings]).toEqual([[], []]);
  });

  test('closes the gap', () => {
    const { config } = buildModelConfig(sources);
    if (config === undefined) throw new Error('the toy has a config');
    const registry = writeGapRegistry(gapRegistryEntries(gaps));
    const number = gaps.indexOf(gap) + 1;
    const done = resolveGap({ gap: number, registry, config, cases: suite.text, layers });
    expect(done.config.layer_types.map(({ supported }) => supported)).not.toContain(false);
    expect(done.archived).toEqual(suite.ids);
    expect(done.config.total_params).toBe(config.total_params);
  });
});

describe('the report of a variant', () => {
  const { gap, json, markdown, suite } = reportOf(gated, 'self_attn');

  test('says which tensor differs, and how it can be read', () => {
    expect(gap.reason).toContain('q_proj.weight [128, 64] instead of [64, 64]');
    expect(gap.nearest?.readings).toMatchObject([
      { key: 'outputGate', value: 'elementwise', contradictions: [] },
      {
        key: 'numHeads',
        value: 16,
        contradictions: [{ name: 'o_proj.weight', expected: [64, 128], observed: [64, 64] }],
      },
      { key: 'headDim', value: 16 },
    ]);
    expect(json.dimensionMismatches.map(({ description }) => description)).toEqual([
      '`q_proj.weight` is not as GroupedQueryAttentionLayer has it with this configuration',
    ]);
    const derived = Object.fromEntries(json.dimensionMismatches[0]?.derived ?? []);
    expect(derived).toMatchObject({
      'outputGate = elementwise: rows per head': 16,
      'outputGate = elementwise: elements kept per position': 32,
      'numHeads = 16: numHeads': 16,
    });
    expect(markdown).toContain('2 * numHeads * headDim');
    expect(markdown).not.toContain('No layer kind declares');
  });

  test('demands the keys and values that known projections yield', () => {
    // Two sequences of 128 positions, keys and values of 2 heads of 8, two bytes each.
    expect(suite.text).toContain(
      `- kvCachePerPackage: **${(2 * 128 * 2 * 2 * 8 * 2).toLocaleString('en')}**`,
    );
    expect(json.guidance.kvCache.modified).toContain('32 elements in all');
    class Forgetful extends SelfAttnLayer {
      protected override keep(part: Parameters<SelfAttnLayer['keep']>[0]) {
        return super.keep({ ...part, elementsPerPosition: 2, shard: undefined });
      }
    }
    const layers = createLayerRegistry([Forgetful]);
    const { findings } = runSpec(suite.text, { layers, file: suite.path });
    expect(findings.map(({ code }) => code)).toContain('result.wrong');
  });

  test('states no keys and values where what they come from differs', () => {
    const tensors = gated.tensors?.map((tensor) =>
      tensor.name.includes('k_proj') ? { ...tensor, shape: [24, 64] } : tensor,
    );
    const other = reportOf({ ...gated, tensors }, 'self_attn');
    expect(other.suite.text).not.toMatch(/kvCache/);
    expect(other.json.guidance.kvCache.modified).toContain('Not known');
  });
});

describe('the report of experts', () => {
  test('names them, and what chooses them, in one way throughout', () => {
    const { json, suite, markdown, gaps } = reportOf(units, 'ffw');
    expect(json.gap.type).toBe('MoE');
    expect(json.tensorAnalysis.map(({ concept }) => concept)).toEqual([
      'router',
      'expert stack',
      'expert stack',
    ]);
    expect(json.guidance.specKeys.map(([key]) => key)).toEqual([
      'numExperts',
      'hiddenSize',
      'intermediateSize',
      'topK',
    ]);
    expect(suite.titles).toEqual([
      'one package',
      'TP = 4',
      'EP = 4',
      'decode',
      'twice the hiddenSize',
    ]);
    expect(json.communication[0]?.description).toBe(
      'Cut each expert in its inner width: `units.{n}.inner.weight`, `units.{n}.outer.weight`. Replicate `route.weight`.',
    );
    // A quarter of each expert, and the whole router.
    expect(suite.text).toContain(
      '| tensorParallel = 4 | prefill, batchSize = 2, seqLen = 128 | 99,328 |',
    );
    expect(markdown).not.toMatch(/numHeads/);
    expect(gaps.map(({ module }) => module)).toEqual(['model.layers.{layer}.ffw.']);
  });

  test('bounds their FLOPs by what a token uses, and by all of them', () => {
    const router = 2 * 8 * 64;
    const expert = 2 * (2 * 192 * 64);
    const { json, markdown } = reportOf(units, 'ffw');
    expect(json.flopsBounds).toMatchObject({
      atLeast: 2048 * (router + 2 * expert),
      atMost: 2048 * (router + 8 * expert),
    });
    expect(markdown).toContain('Which experts run, a router decides');
    const silent = reportOf({ ...units, config: toyConfig }, 'ffw');
    expect(silent.json.flopsBounds?.atLeast).toBe(2048 * (router + expert));
  });

  test.each([
    ['one tensor for all', 'stack', [8, 64, 192], true],
    ['one for each head of attention', 'self_attn.mix', [8, 64, 192], false],
  ])('takes %s for experts as the module allows', (_, name, shape, isOfExperts) => {
    const tensors = listed([
      [`model.layers.0.${name}.gate_rows`, 8, 64],
      [`model.layers.0.${name}.all`, ...shape],
    ]);
    const config = { hidden_size: 64, num_experts_per_tok: 2 };
    const { gaps } = gapsOf({ config, tensors });
    expect(gaps[0]?.type === 'MoE').toBe(isOfExperts);
  });
});

test('cases of a recurrence state nothing of its state, nor of how it is cut', () => {
  const { suite, json } = reportOf(recurrent, 'ssm');
  expect(suite.text).not.toMatch(/kvCache|tensorParallel/);
  expect(suite.text).toContain('Not stated: no tensor shows what is kept');
  expect(json.guidance.kvCache.modified).toContain('The recurrent state is constant in size');
  expect(json.communication[0]?.pattern).toBe('not known');
  // In 32 bits: 12 rates of four bytes.
  expect(suite.text).toContain('A_log, [12] in fp32: `12 * 4 = 48 bytes`');
});

test('a class that names its tensors otherwise does not close the gap', () => {
  const { suite } = reportOf(units, 'ffw');
  class Renamed extends FfwLayer {
    protected override weight(tensor: Parameters<FfwLayer['weight']>[0]) {
      return super.weight({ ...tensor, name: tensor.name.replace('inner', 'up') });
    }
  }
  const { findings } = runSpec(suite.text, {
    layers: createLayerRegistry([Renamed]),
    file: suite.path,
  });
  expect(findings.map(({ message }) => message)).toContain(
    'the layer has no units.{expert}.inner.weight.',
  );
});
