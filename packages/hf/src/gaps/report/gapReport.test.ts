import { describe, expect, test } from 'vitest';
import {
  crossAttentionLike,
  extraBias,
  gemma3nLike,
  listed,
  models,
  otherWidth,
  rwkvLike,
  unknownMixer,
} from '../__fixtures__/models.ts';
import type { ModelSources } from '../../buildModelConfig.ts';
import { gapsOf } from '../find/gapsOf.ts';
import { gapReport, type GapReport } from './gapReport.ts';

function reportsOf(sources: ModelSources): readonly GapReport[] {
  const { gaps, context } = gapsOf(sources);
  return gaps.map((gap) => gapReport(gap, context));
}

function reportOf(sources: ModelSources, id: string): GapReport {
  const report = reportsOf(sources).find(({ json }) => json.gap.id === id);
  if (report === undefined) throw new Error(`there is no gap ${id}`);
  return report;
}

const conceptsIn = (report: GapReport) =>
  Object.fromEntries(
    report.json.tensorAnalysis.map(({ tensor, concept }) => [tensor.name, concept ?? 'unknown']),
  );

const sections = [
  '## Example tensors',
  '## Tensor analysis',
  '## Dimension mismatches',
  '## Implementation guidance',
  '### Base class',
  '### What to declare',
  '### Spec keys',
  '### Special handling',
  '### KV cache and other state',
  '## Impact summary',
  '### Communication',
  '## References',
  '## Parallelism strategies',
  '## Test cases',
];

describe.each(Object.entries(models))('reports of %s', (_, sources) => {
  const withTensors = reportsOf(sources).filter(({ suite }) => suite !== undefined);

  test('have every section, in order, and survive JSON', () => {
    for (const { markdown, json } of withTensors) {
      const found = sections.map((section) => markdown.indexOf(`\n${section}\n`));
      expect(found).not.toContain(-1);
      expect(found).toEqual([...found].sort((one, other) => one - other));
      expect(JSON.parse(JSON.stringify(json))).toEqual(json);
      expect(markdown).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test('state the FLOPs and bytes that the layer of the cases counts', () => {
    for (const { json, suite } of withTensors) {
      const layer = suite && new suite.layer(suite.layer.examples[0]);
      const prompt = { phase: 'prefill', batchSize: 1, seqLen: 2048 } as const;
      const sum = (figures: readonly { value: number }[]) =>
        figures.reduce((total, { value }) => total + value, 0);
      expect(sum(json.flops)).toBe(layer?.computeFlops(prompt));
      const token = { phase: 'decode', batchSize: 1, contextLen: 0 } as const;
      expect(json.gap.flopsPerToken / json.gap.count).toBe(layer?.computeFlops(token));
      expect(sum(json.memory)).toBe(layer?.computeWeightMemory());
      expect(layer?.parameterCount.total).toBe(json.gap.parameters / json.gap.count);
    }
  });

  test('explain each tensor once', () => {
    for (const { json } of withTensors) {
      expect(json.tensorAnalysis.map(({ tensor }) => tensor)).toEqual(json.gap.tensors);
    }
  });
});

describe('what tensors are', () => {
  test('in a mixer: known by name, or said to be unknown', () => {
    const report = reportOf(unknownMixer, 'mixer');
    expect(conceptsIn(report)).toEqual({
      'w_in.weight': 'unknown',
      'w_out.weight': 'unknown',
      A_log: 'decay rates',
      'conv1d.weight': 'short convolution',
      flux: 'unknown',
    });
    expect(report.markdown).toContain('Read the model code before the layer is written.');
    expect(report.markdown).not.toContain('arxiv.org/abs/2309.17453');
  });

  test('in RWKV', () => {
    expect(conceptsIn(reportOf(rwkvLike, 'attention'))).toMatchObject({
      time_decay: 'decay rates',
      time_first: 'bonus of the current token',
      time_mix_key: 'token-shift mix',
      'receptance.weight': 'receptance',
    });
  });

  test('in Gemma 3n and Mllama', () => {
    expect(conceptsIn(reportOf(gemma3nLike, 'laurel'))).toMatchObject({
      'linear_left.weight': 'learned augmented residual',
    });
    expect(conceptsIn(reportOf(gemma3nLike, 'altup'))).toMatchObject({
      'prediction_coefs.weight': 'alternating updates',
    });
    expect(conceptsIn(reportOf(crossAttentionLike, 'layers'))).toEqual({
      cross_attn_attn_gate: 'cross-attention gate',
      cross_attn_mlp_gate: 'cross-attention gate',
    });
  });

  test.each([
    ['self_attn.sinks', [64], 'attention sinks'],
    ['self_attn.q_norm.weight', [128], 'query and key norms'],
    ['self_attn.kv_a_proj_with_mqa.weight', [576, 7168], 'latent projection'],
    ['self_attn.indexer.wq_b.weight', [8192, 1536], 'indexer'],
    ['self_attn.compressor.wkv.weight', [1024, 4096], 'compressor'],
    ['mlp.gate.e_score_correction_bias', [256], 'router correction bias'],
    ['mlp.gate.weight', [256, 7168], 'router'],
    ['mlp.experts.gate_up_proj', [128, 5760, 2880], 'expert stack'],
    ['mamba.D', [80], 'skip weights of a recurrence'],
    ['mamba.dt_bias', [80], 'time step bias'],
    ['hc_attn.fn', [24, 16384], 'hyper-connection mix'],
    ['layer_scalar', [1], 'layer scalar'],
    ['q_proj.lora_A.weight', [16, 4096], 'low-rank adapter'],
    ['self_attn.q_proj.bias', [4096], 'bias'],
  ])('%s', (name, shape, concept) => {
    const tensors = [{ name: `m.layers.0.${name}`, shape, dtype: 'BF16' as const }];
    const [report] = reportsOf({ config: {}, tensors });
    expect(report?.json.tensorAnalysis[0]?.concept).toBe(concept);
  });
});

test('a shape that is not the expected one is interpreted, with what follows from it', () => {
  const { json } = reportOf(otherWidth, 'mlp');
  expect(json.shapeMismatches).toEqual([
    { name: 'up_proj.weight', expected: [192, 64], observed: [200, 64] },
  ]);
  expect(json.dimensionMismatches[0]).toMatchObject({
    observed: '[200, 64]',
    expected: '[192, 64]',
  });
  expect(json.guidance.baseClass).toBe('GatedMLPLayer');
});

test('an extra bias costs an addition per output element and row', () => {
  const { json } = reportOf(extraBias, 'self_attn');
  expect(json.guidance.baseClass).toBe('GroupedQueryAttentionLayer');
  expect(json.flops).toMatchObject([{ worked: '1 * 2,048 * 8 * 8 = 131,072' }]);
});

test('experts whose number per token nobody states count all, and say so', () => {
  const tensors = listed([
    ['a.layers.0.moe.experts.0.up', 8, 4],
    ['a.layers.0.moe.experts.1.up', 8, 4],
  ]);
  const [report] = reportsOf({ config: { hidden_size: 4 }, tensors });
  expect(report?.markdown).toContain('does not say how many experts a token uses');
  expect(report?.json.flops[0]?.value).toBe(2 * 2048 * 2 * 8 * 4);
});

test('a feature without tensors says that it costs nothing, and has no cases', () => {
  const [, feature] = reportsOf(otherWidth);
  expect(feature?.suite).toBeUndefined();
  expect(feature?.markdown).toContain('None: what has no effect on any count');
});

test('a module of thousands of tensors has a report that can be read, and says what it leaves out', () => {
  const tensors = listed(
    Array.from({ length: 3000 }, (_, at) => [`a.0.part.x${at}.weight`, 8 + (at % 7), 8]),
  );
  const { gaps } = gapsOf({ config: {}, tensors });
  expect(gaps[0]?.tensorCount).toBe(3000);
  const [report] = reportsOf({ config: {}, tensors });
  expect(report?.json.tensorAnalysis).toHaveLength(500);
  expect(report?.markdown).toContain('2,500 further sorts of tensors are left out here');
  expect(report?.suite?.text).toContain('2904 further tensors of the module are left out.');
});
