import { createLayerRegistry } from '@mantile/core';
import { MLPLayer, standardLayers } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { storedTensors } from '../quantization/storedTensors.ts';
import type { StoredDtype, Tensor } from '../tensors/tensor.ts';
import { analyzeLayerStructure } from './analyzeLayerStructure.ts';
import { componentOf, type Component } from './component.ts';
import { countParameters } from './countParameters.ts';
import { estimateMemory } from './estimateMemory.ts';
import { getSupportedLayers } from './getSupportedLayers.ts';
import { readTensorInspection, saveTensorInspection } from './tensorInspection.ts';
import { validateConfig } from './validateConfig.ts';

const tensor = (name: string, shape: readonly number[], dtype: StoredDtype = 'BF16'): Tensor => ({
  name,
  shape,
  dtype,
});

/** A model of two layers, a router and experts in the second. */
const model: readonly Tensor[] = [
  tensor('model.embed_tokens.weight', [1000, 64]),
  ...[0, 1].flatMap((layer) => {
    const prefix = `model.layers.${layer}`;
    const experts = Array.from({ length: 4 }, (_, expert) => `mlp.experts.${expert}.`);
    return [
      tensor(`${prefix}.input_layernorm.weight`, [64]),
      tensor(`${prefix}.self_attn.q_proj.weight`, [64, 64]),
      tensor(`${prefix}.self_attn.q_proj.bias`, [64]),
      tensor(`${prefix}.self_attn.k_proj.weight`, [16, 64]),
      tensor(`${prefix}.self_attn.v_proj.weight`, [16, 64]),
      tensor(`${prefix}.self_attn.o_proj.weight`, [64, 64]),
      ...(layer === 0 ? ['mlp.'] : experts).flatMap((part) => [
        tensor(`${prefix}.${part}gate_proj.weight`, [128, 64]),
        tensor(`${prefix}.${part}up_proj.weight`, [128, 64]),
        tensor(`${prefix}.${part}down_proj.weight`, [64, 128]),
      ]),
      ...(layer === 1 ? [tensor(`${prefix}.mlp.gate.weight`, [4, 64])] : []),
    ];
  }),
  tensor('model.norm.weight', [64]),
  tensor('lm_head.weight', [1000, 64]),
  tensor('model.rotary_emb.inv_freq', [8], 'F32'),
];

describe('saveTensorInspection', () => {
  test('writes what the guides show', () => {
    const text = saveTensorInspection([
      model[0]!,
      model[1]!,
      tensor('s', [], 'F32'),
      model.at(-1)!,
    ]);
    expect(text.split('\n')).toEqual([
      'kind,name,shape,dtype',
      'param,model.embed_tokens.weight,"(1000, 64)",torch.bfloat16',
      'param,model.layers.0.input_layernorm.weight,"(64,)",torch.bfloat16',
      'param,s,"()",torch.float32',
      'buffer,model.rotary_emb.inv_freq,"(8,)",torch.float32',
      '',
    ]);
  });

  test('comes back as it was, whatever the names, and no name is a formula', () => {
    const names = ['=1+1', '+x', '-x', '@x', "'x", '\tx', 'a,b', 'a"b', 'a\nb', '\ra', '', 'é'];
    const tensors = [...names.map((name) => tensor(name, [1])), tensor('q', [256], 'Q4_K')];
    const csv = saveTensorInspection(tensors, 'csv');
    expect(csv).not.toMatch(/(^|,)"?[=+\-@\t\r]/m);
    expect(readTensorInspection(csv)).toEqual(tensors);
    const inFile = tensors.map((each) => ({ ...each, file: 'model.safetensors' }));
    expect(readTensorInspection(saveTensorInspection(inFile, 'json'))).toEqual(inFile);
    expect(readTensorInspection(saveTensorInspection(model))).toEqual(model);
  });

  test.each([
    'a,b',
    'kind,name,shape,dtype\nparam,a,"(1, 2",torch.float16',
    'kind,name,shape,dtype\nparam,a,"(1,)",torch.float99',
    'kind,name,shape,dtype\nparam,"a',
    '[{"name": 1}]',
    '[null]',
    '[',
  ])('refuses %j', (text) => {
    expect(() => readTensorInspection(text)).toThrow(/row \d/);
  });
});

describe('countParameters', () => {
  test('counts parameters once, as stored, and elements as they lie there', () => {
    const layer = 2 * (64 + 64 * 64 * 2 + 64 + 16 * 64 * 2);
    const networks = 5 * 3 * 128 * 64;
    const all = 2 * 64_000 + layer + networks + 4 * 64 + 64;
    const count = countParameters(model);
    expect(count).toMatchObject({
      logicalUnique: all,
      logicalStored: all,
      storedElements: all + 8,
      buffers: 8,
      total: all,
      totalFormatted: '271.9K',
    });
    expect(count.byComponent).toEqual({
      embedding: 64_000,
      head: 64_000,
      attention: 2 * (64 * 64 * 2 + 64 + 16 * 64 * 2),
      norm: 3 * 64,
      experts: 4 * 3 * 128 * 64,
      feedforward: 3 * 128 * 64 + 4 * 64,
    });
    const tied = countParameters(model, { isHeadTied: true });
    expect([tied.logicalUnique, tied.logicalStored]).toEqual([all - 64_000, all]);
  });

  test('says what one token uses, or nothing where that is not known', () => {
    const stack = [
      tensor('blk.0.ffn_up_exps.weight', [8, 32, 16], 'Q4_K'),
      tensor('blk.0.ffn_gate_inp.weight', [8, 16], 'F32'),
      tensor('v.blk.0.attn_q.weight', [16, 16]),
    ];
    expect(countParameters(stack).active).toBeUndefined();
    expect(countParameters(stack, { expertsPerToken: 2 }).active).toBe(2 * 32 * 16 + 8 * 16);
    const { total, byComponent } = countParameters(model);
    const routed = byComponent.experts ?? 0;
    expect(countParameters(model).active).toBeUndefined();
    expect(countParameters(model, { expertsPerToken: 1 }).active).toBe(total - (routed * 3) / 4);
    expect(countParameters(model, { expertsPerToken: 9 }).active).toBe(total);
    expect(countParameters(model.slice(0, 3)).active).toBe(1000 * 64 + 64 + 64 * 64);
  });

  test('packing changes what is stored, and nothing else', () => {
    const packed = model.flatMap((each) =>
      each.name.includes('experts')
        ? storedTensors(each, { kind: 'nvfp4', style: 'modelopt', hasInputScale: true })
        : [each],
    );
    const [plain, four] = [countParameters(model), countParameters(packed)];
    expect({ ...four, storedElements: 0 }).toEqual({ ...plain, storedElements: 0 });
    const weights = 4 * 3 * 128 * 64;
    expect(four.storedElements - plain.storedElements).toBe(-weights / 2 + weights / 16 + 12 * 2);
  });
});

describe('estimateMemory', () => {
  test('takes what is stored, by type', () => {
    const { storedElements } = countParameters(model);
    const memory = estimateMemory(model);
    expect(memory.byDtype).toEqual({ BF16: (storedElements - 8) * 2, F32: 32 });
    expect(memory.gb).toBe(memory.bytes / 1e9);
    expect(memory.gib).toBe(memory.bytes / 1024 ** 3);
  });

  test('or what another format would take, norms and buffers left as they are', () => {
    const tensors = [
      tensor('a.up_proj.weight', [64, 64]),
      tensor('norm.weight', [64]),
      model.at(-1)!,
    ];
    expect(estimateMemory(tensors, { dtype: 'float16' }).bytes).toBe(64 * 64 * 2 + 128 + 32);
    expect(estimateMemory(tensors, { dtype: 'mxfp4' }).byDtype).toEqual({
      mxfp4: 64 * 64 * 0.53125,
      bf16: 128,
      F32: 32,
    });
    expect(() => estimateMemory(tensors, { dtype: 'float17' })).toThrow(/float17/);
  });
});

describe('analyzeLayerStructure', () => {
  test('finds layers that are alike, and what each is made of', () => {
    const structure = analyzeLayerStructure(model, { headDim: 8 });
    expect(structure).toMatchObject({
      numLayers: 2,
      prefix: 'model.layers',
      hasHead: true,
      mtpLayers: 0,
      hasVision: false,
      hasAudio: false,
    });
    expect(structure.groups).toMatchObject([
      {
        layers: [0],
        attention: { type: 'GQA', numHeads: 8, numKvHeads: 2, headDim: 8, hasBias: true },
        feedForward: { type: 'dense', isGated: true, intermediateSize: 128 },
        norms: ['input_layernorm.weight'],
        biases: ['self_attn.q_proj.bias'],
      },
      {
        layers: [1],
        feedForward: { type: 'moe', isGated: true, numExperts: 4, intermediateSize: 128 },
      },
    ]);
    expect(structure.groups[1]!.tensors).toContainEqual({
      name: 'mlp.experts.*.up_proj.weight',
      shape: [128, 64],
      count: 4,
    });
  });

  test.each<[string, readonly [string, readonly number[]][], string]>([
    [
      'as many',
      [
        ['self_attn.q_proj', [64, 64]],
        ['self_attn.k_proj', [64, 64]],
      ],
      'MHA',
    ],
    [
      'wide',
      [
        ['self_attn.q_proj', [8192, 64]],
        ['self_attn.k_proj', [1024, 64]],
      ],
      'GQA',
    ],
    [
      'narrow',
      [
        ['self_attn.q_proj', [896, 64]],
        ['self_attn.k_proj', [128, 64]],
      ],
      'MQA or GQA',
    ],
    [
      'one by its norm',
      [
        ['self_attn.q_proj', [896, 64]],
        ['self_attn.k_proj', [64, 64]],
        ['self_attn.q_norm', [64]],
      ],
      'MQA',
    ],
    ['latent', [['self_attn.kv_a_proj_with_mqa', [576, 64]]], 'MLA'],
    ['recurrent', [['linear_attn.in_proj_qkv', [64, 64]]], 'recurrent'],
    ['joined', [['attn.c_attn', [768, 2304]]], 'MHA'],
    ['joined, fewer', [['self_attn.qkv_proj', [6144, 4096]]], 'GQA'],
    ['strange', [['self_attn.new_proj', [6144, 4096]]], 'unknown'],
    ['nothing', [['mlp.up_proj', [64, 64]]], 'none'],
  ])('keys %s', (_, parts, type) => {
    const tensors = parts.map(([name, shape]) => tensor(`model.layers.0.${name}.weight`, shape));
    expect(analyzeLayerStructure(tensors).groups[0]!.attention.type).toBe(type);
  });

  test('attention beside a recurrent mixer in one layer is seen; queries of a mixer are not it', () => {
    const attention = ['q_proj', 'k_proj'].map((name, at) =>
      tensor(`model.layers.0.self_attn.${name}.weight`, [at === 0 ? 64 : 16, 64]),
    );
    const of = (...tensors: readonly Tensor[]) =>
      analyzeLayerStructure(tensors, { headDim: 8 }).groups[0]?.attention;
    const grouped = { type: 'GQA', numHeads: 8, numKvHeads: 2, headDim: 8, hasBias: false };
    // Falcon-H1.
    const mamba = ['A_log', 'dt_bias', 'conv1d.weight'].map((name) =>
      tensor(`model.layers.0.mamba.${name}`, [4]),
    );
    expect(of(...attention, ...mamba)).toEqual({ ...grouped, hasRecurrence: true });
    expect(of(...mamba)).toEqual({ type: 'recurrent', hasBias: false });
    // Kimi Delta Attention.
    expect(of(...attention, tensor('model.layers.0.self_attn.A_log', [8]))).toEqual({
      type: 'recurrent',
      hasBias: false,
    });
    const flat = [
      tensor('blk.0.attn_q.weight', [64, 64]),
      tensor('blk.0.attn_k.weight', [16, 64]),
      tensor('blk.0.ssm_a', [8]),
    ];
    expect(of(...flat)?.type).toBe('recurrent');
    expect(of(...flat, tensor('blk.0.ssm_in.weight', [64, 64]))).toEqual({
      ...grouped,
      hasRecurrence: true,
    });
  });

  test('towers and predicting layers are apart; GGUF’s names are known', () => {
    const { numLayers, mtpLayers, hasVision, prefix } = analyzeLayerStructure([
      ...model.filter(({ name }) => name.startsWith('model.layers')),
      tensor('model.layers.2.eh_proj.weight', [64, 128]),
      tensor('mtp.layers.0.mlp.up_proj.weight', [64, 64]),
      ...Array.from({ length: 9 }, (_, block) =>
        tensor(`visual.blocks.${block}.mlp.fc1.weight`, [8, 8]),
      ),
    ]);
    expect([numLayers, mtpLayers, hasVision, prefix]).toEqual([2, 2, true, 'model.layers']);
    const gguf = analyzeLayerStructure([
      tensor('blk.0.attn_q.weight', [4096, 4096], 'Q4_K'),
      tensor('blk.0.attn_k.weight', [1024, 4096], 'Q4_K'),
      tensor('blk.0.ffn_gate_exps.weight', [8, 14336, 4096], 'Q4_K'),
      tensor('blk.0.ffn_up_exps.weight', [8, 14336, 4096], 'Q4_K'),
    ]);
    expect(gguf.groups).toMatchObject([
      { attention: { type: 'GQA' }, feedForward: { type: 'moe', isGated: true, numExperts: 8 } },
    ]);
  });
});

test.each<[string, Component]>([
  ['model.decoder.layers.0.self_attn.out_proj.weight', 'attention'],
  ['transformer.h.0.attn.c_proj.weight', 'attention'],
  ['transformer.h.0.mlp.c_fc.weight', 'feedforward'],
  ['backbone.layers.0.mixer.in_proj.weight', 'recurrent'],
  ['backbone.layers.5.mixer.q_proj.weight', 'attention'],
  ['model.layers.0.linear_attn.norm.weight', 'norm'],
  ['model.layers.3.mlp.shared_experts.up_proj.weight', 'feedforward'],
  ['blk.3.ffn_down_exps.weight', 'experts'],
  ['model.vision_tower.blocks.0.norm1.weight', 'vision'],
  ['model.layers.61.eh_proj.weight', 'mtp'],
  ['token_embd.weight', 'embedding'],
  ['output.weight', 'head'],
  ['whatever', 'other'],
])('%s serves the %s', (name, component) => {
  expect(componentOf(name)).toBe(component);
});

test('validateConfig says what is otherwise', () => {
  const { total } = countParameters(model);
  expect(validateConfig(model, { expectedParams: total * 1.005, expectedLayers: 2 })).toEqual({
    valid: true,
    discrepancies: [],
  });
  const { valid, discrepancies } = validateConfig(model, {
    expectedParams: 7e9,
    expectedLayers: 80,
  });
  expect(valid).toBe(false);
  expect(discrepancies.map(({ code }) => code)).toEqual([
    'validation.parameters_differ',
    'validation.layers_differ',
  ]);
  expect(validateConfig(model, { expectedParams: NaN }).valid).toBe(false);
});

test('getSupportedLayers knows every kind of a registry', () => {
  const supported = getSupportedLayers();
  expect(Object.keys(supported)).toEqual(standardLayers.kinds);
  for (const [kind, { summary, specKeys }] of Object.entries(supported)) {
    expect(summary, kind).toMatch(/\.$/);
    expect(specKeys.length > 0, kind).toBe(kind !== 'NoOpLayer');
  }
  class OwnLayer extends MLPLayer {
    static override readonly kind = 'OwnLayer';
  }
  const own = getSupportedLayers(createLayerRegistry([OwnLayer]))['OwnLayer']!;
  expect([own.summary, own.module]).toEqual([undefined, undefined]);
  expect(own.specKeys).toContain('hiddenSize');
});

describe('what is no list of tensors', () => {
  test.each([
    null,
    [{ name: 'a.weight', shape: [-2, 4], dtype: 'BF16' }],
    [{ shape: [Number.NaN] }],
  ])('is not counted: %j', (tensors) => {
    expect(() => countParameters(tensors as never)).toThrow(/expected a/u);
  });

  test('is not saved in a format that there is not', () => {
    expect(() => saveTensorInspection([], 'xml' as never)).toThrow('expected csv or json');
  });
});

test.each([-8, 0, 2.5, NaN, '8'])('no head has the size %j', (headDim) => {
  expect(() => analyzeLayerStructure([], { headDim: headDim as never })).toThrow('options.headDim');
});

test('what is no list of tensors is refused', () => {
  const half = [{ name: 'a', shape: [-2], dtype: 'BF16' }] as const;
  for (const read of [analyzeLayerStructure, estimateMemory] as const) {
    expect(() => read(half)).toThrow('shape');
    expect(() => read(null as never)).toThrow('expected');
  }
});

test('heads are whole: a width that leaves a rest is not theirs', () => {
  const tensors = ['q', 'k'].map((one) => ({
    name: `model.layers.0.self_attn.${one}_proj.weight`,
    shape: [64, 64],
    dtype: 'BF16' as const,
  }));
  const [group] = analyzeLayerStructure(tensors, { headDim: 7 }).groups;
  expect(group?.attention).toEqual({ type: 'MHA', hasBias: false });
});
