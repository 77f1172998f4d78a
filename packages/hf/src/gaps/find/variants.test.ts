import { describe, expect, test } from 'vitest';
import { listed, toyConfig, unknownMixer } from '../__fixtures__/models.ts';
import { gapReport } from '../report/gapReport.ts';
import { gapsOf } from './gapsOf.ts';

const attention = (sizes: Readonly<Record<'q' | 'k' | 'v', number>>) =>
  listed([
    ['model.layers.0.self_attn.q_proj.weight', sizes.q, 64],
    ['model.layers.0.self_attn.k_proj.weight', sizes.k, 64],
    ['model.layers.0.self_attn.v_proj.weight', sizes.v, 64],
    ['model.layers.0.self_attn.o_proj.weight', 64, 64],
    ['model.layers.0.self_attn.q_norm.weight', 8],
    ['model.layers.0.self_attn.k_norm.weight', 8],
  ]);

describe('a module of a family that nobody knows', () => {
  const config = { ...toyConfig, model_type: 'novel' };

  test('is held against the kind whose names it has, with the sizes that the configuration states', () => {
    const { gaps, context } = gapsOf({ config, tensors: attention({ q: 128, k: 16, v: 16 }) });
    const [gap] = gaps;
    expect(gap?.nearest).toMatchObject({
      kind: 'GroupedQueryAttentionLayer',
      isConfigured: false,
      mismatches: [{ name: 'q_proj.weight', expected: [64, 64], observed: [128, 64] }],
      readings: [
        { key: 'outputGate', value: 'elementwise', contradictions: [] },
        { key: 'numHeads', value: 16 },
        { key: 'headDim', value: 16 },
      ],
    });
    // Names alone do not prove that keys and values are kept.
    const report = gap && gapReport(gap, context);
    expect(report?.suite?.text).not.toMatch(/kvCache/);
    expect(report?.json.guidance.kvCache.modified).toContain('16 and 16 elements');
  });

  test('is that kind where every tensor is as it has them', () => {
    const { gaps } = gapsOf({ config, tensors: attention({ q: 64, k: 16, v: 16 }) });
    expect(gaps[0]).toMatchObject({ severity: 'LOW', nearest: { mismatches: [], missing: [] } });
  });

  test('is held against nothing where sizes are not stated, or hardly any fits', () => {
    const [silent] = gapsOf({
      config: { model_type: 'novel' },
      tensors: attention({ q: 128, k: 16, v: 16 }),
    }).gaps;
    expect(silent?.nearest).toMatchObject({ mismatches: [], isConfigured: false });
    expect(silent?.nearest?.sizes).toBeUndefined();
    const [other] = gapsOf({
      config: { ...config, hidden_size: 48, head_dim: 5 },
      tensors: attention({ q: 128, k: 16, v: 16 }),
    }).gaps;
    expect(other?.nearest?.sizes).toBeUndefined();
  });
});

describe('a tensor as long as several that are missing', () => {
  const tensors = (unknownMixer.tensors ?? []).filter(({ name }) => !/mixer|[qkv]_proj/.test(name));
  const fused = (rows: number) => [
    ...tensors,
    ...listed([0, 1, 2].map((layer) => [`model.layers.${layer}.self_attn.qkv.weight`, rows, 64])),
  ];

  test('may hold them, and then what they yield is kept', () => {
    const { gaps, context } = gapsOf({ config: toyConfig, tensors: fused(64 + 16 + 16) });
    const [gap] = gaps;
    expect(gap).toMatchObject({
      severity: 'MEDIUM',
      nearest: {
        joined: [
          {
            name: 'qkv.weight',
            parts: ['q_proj.weight', 'k_proj.weight', 'v_proj.weight'],
          },
        ],
        missing: [],
        extra: [],
      },
    });
    const report = gap && gapReport(gap, context);
    expect(report?.json.guidance.kvCache.modified).toContain('32 elements in all');
    expect(report?.suite?.text).not.toMatch(/kvCache/);
  });

  test('holds nothing known where its length is another', () => {
    const [gap] = gapsOf({ config: toyConfig, tensors: fused(100) }).gaps;
    expect(gap).toMatchObject({ severity: 'HIGH', nearest: { extra: ['qkv.weight'] } });
    expect(gap?.nearest?.joined).toBeUndefined();
  });
});

test('a size that several tensors show is one reading, and one that no layer is free to have is not recommended', () => {
  const narrow = (sizes: Readonly<Record<string, number>>) => {
    const { gaps, context } = gapsOf({
      config: { ...toyConfig, ...sizes },
      tensors: (unknownMixer.tensors ?? []).filter(({ name }) => !name.includes('mixer')),
    });
    const [gap] = gaps;
    const readings = gap?.nearest?.readings?.map(({ key, value }) => `${key} ${String(value)}`);
    const advice = gap && gapReport(gap, context).json.guidance.alternative;
    return { readings: readings ?? [], advice };
  };
  const { readings, advice } = narrow({ head_dim: 16 });
  expect(readings[0]).toBe('headDim 8');
  expect(new Set(readings).size).toBe(readings.length);
  expect(advice).toContain('`mantile gaps resolve` holds the tensors against it');
  expect(narrow({ vocab_size: 512 }).advice).toContain('refuses it, as the whole config goes by');
});

test('what a known name says goes before what its kinds say', () => {
  const { gaps, context } = gapsOf({
    config: toyConfig,
    tensors: [
      ...(unknownMixer.tensors ?? []).filter(({ name }) => !name.includes('mixer')),
      ...listed([0, 1, 2].map((layer) => [`model.layers.${layer}.self_attn.sinks`, 8])),
    ],
  });
  const [gap] = gaps;
  const report = gap && gapReport(gap, context);
  expect(report?.json.tensorAnalysis[0]?.concept).toBe('attention sinks');
  expect(gap?.nearest?.readings?.[0]).toMatchObject({ key: 'sinkLogits', contradictions: [] });
  expect(report?.json.guidance.kvCache.modified).toContain('must not be counted again');
});

test('a field that says how many experts a token uses belongs to the gap that has them', () => {
  const experts = listed([
    ['model.layers.0.ffw.picker', 4, 64],
    ['model.layers.0.ffw.all', 4, 64, 192],
  ]);
  const tensors = [...(unknownMixer.tensors ?? []), ...experts];
  const config = { ...toyConfig, moe_top_k: 2, memory_width: 12 };
  const fields = (list: typeof tensors) =>
    gapsOf({ config, tensors: list }).gaps.flatMap(({ className, module }) =>
      className === '' ? [module] : [],
    );
  expect(fields(tensors)).toEqual(['memory_width']);
  expect(fields([...(unknownMixer.tensors ?? [])])).toEqual(['moe_top_k', 'memory_width']);
});
