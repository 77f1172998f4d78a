import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { elementCount } from '../tensors/size.ts';
import type { StoredDtype, Tensor } from '../tensors/tensor.ts';
import { logicalTensors } from './logicalTensors.ts';
import { storedTensors } from './storedTensors.ts';
import type { WeightFormat } from './weightFormat.ts';

const scaleDtype = fc.constantFrom<StoredDtype>('F32', 'BF16');
const groupSize = fc.constantFrom(32, 64, 128);
const flag = fc.boolean();

/** Formats that keep a matrix's shape. */
const format = fc.oneof(
  fc.record({
    kind: fc.constant('fp8-block' as const),
    block: fc.constant([128, 128] as const),
    scaleDtype: fc.constantFrom<StoredDtype>('F32', 'BF16', 'F8_E8M0'),
    scaleName: fc.constantFrom('weight_scale_inv' as const, 'weight_scale', 'scale'),
  }),
  fc.record({ kind: fc.constant('fp8-tensor' as const), hasInputScale: flag }),
  fc.record({ kind: fc.constant('fp8-channel' as const), scaleDtype }),
  fc.record({ kind: fc.constant('int8-channel' as const), scaleDtype }),
  fc.record({
    kind: fc.constant('mxfp8' as const),
    scaleDtype: fc.constantFrom('U8' as const, 'F8_E8M0'),
    scaleName: fc.constantFrom('weight_scale' as const, 'weight_scale_inv', 'scale'),
  }),
  fc.record({
    kind: fc.constant('nvfp4' as const),
    style: fc.constantFrom('modelopt' as const, 'compressed-tensors'),
    hasInputScale: flag,
  }),
  fc.record({
    kind: fc.constant('mxfp4' as const),
    style: fc.constantFrom('modelopt' as const, 'compressed-tensors', 'deepseek'),
  }),
  fc.record({
    kind: fc.constant('packed-int' as const),
    bits: fc.constant(4 as const),
    groupSize,
    scaleDtype,
    hasZeroPoint: flag,
  }),
  fc.record({
    kind: fc.constant('gptq' as const),
    bits: fc.constantFrom(2, 4, 8),
    groupSize,
    scaleDtype,
  }),
  fc.record({ kind: fc.constant('awq' as const), bits: fc.constant(4), groupSize, scaleDtype }),
  fc.constant<WeightFormat>({ kind: 'bitsandbytes-8bit' }),
);

// Larger than a block each way, so that a block, a row and a whole never have the same scales.
const matrix = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }))
  .map(([rows, columns]) => [rows * 128, columns * 256]);
const norm: Tensor = { name: 'model.norm.weight', shape: [64], dtype: 'BF16' };

test.prop([format, matrix])(
  'what is stored is read back as it was',
  (stored: WeightFormat, shape) => {
    const weight: Tensor = { name: 'model.layers.0.up_proj.weight', shape, dtype: 'BF16' };
    const { tensors, scales, findings } = logicalTensors([norm, ...storedTensors(weight, stored)]);
    expect(findings).toEqual([]);
    expect(scales).toEqual([]);
    expect(tensors.map(({ name, shape: size }) => [name, size])).toEqual([
      [norm.name, norm.shape],
      [weight.name, shape],
    ]);
    expect(tensors[1]!.format).toEqual(stored);
    expect(tensors[1]!.stored).toHaveLength(storedTensors(weight, stored).length);
  },
);

test.prop([
  fc.integer({ min: 1, max: 8 }),
  matrix,
  fc.constantFrom<WeightFormat>(
    { kind: 'mxfp4', style: 'gpt-oss' },
    { kind: 'fp8-block', block: [128, 128], scaleDtype: 'F32', scaleName: 'weight_scale_inv' },
  ),
])('a stack of experts comes back as a stack', (experts, shape, stored) => {
  const name = 'model.layers.0.mlp.experts.gate_up_proj';
  const weight: Tensor = { name, shape: [experts, ...shape], dtype: 'BF16' };
  const { tensors, findings } = logicalTensors(storedTensors(weight, stored));
  expect(findings).toEqual([]);
  expect(tensors).toMatchObject([{ name, shape: weight.shape, format: stored }]);
});

test.prop([matrix, fc.constantFrom('nf4' as const), flag])(
  'bitsandbytes’ four bits keep the count alone',
  (shape, type, isNested) => {
    const weight: Tensor = { name: 'a.weight', shape, dtype: 'BF16' };
    const stored: WeightFormat = { kind: 'bitsandbytes-4bit', type, isNested };
    const { tensors, findings } = logicalTensors(storedTensors(weight, stored));
    expect(tensors.map(elementCount)).toEqual([elementCount(weight)]);
    expect(tensors[0]!.format).toEqual(stored);
    expect(findings.map(({ code }) => code)).toEqual(['quantization.shape_unknown']);
  },
);

test.prop([
  fc.array(
    fc.record({
      name: fc.constantFrom(
        'a.weight',
        'a.weight_scale',
        'a.scale',
        'a.weight_packed',
        'a.qweight',
        'a.scales',
        'a.qzeros',
        'a_blocks',
        'a_scales',
        'a.weight_scale_inv',
        'a.input_scale',
        'a.weight.absmax',
      ),
      shape: fc.array(fc.nat(64), { maxLength: 4 }),
      dtype: fc.constantFrom<StoredDtype>('U8', 'I8', 'I32', 'F8_E4M3', 'F8_E8M0', 'F32', 'BF16'),
    }),
  ),
])('whatever lies side by side, nothing is lost and nothing breaks', (tensors) => {
  const unique = [...new Map(tensors.map((tensor) => [tensor.name, tensor])).values()];
  const { tensors: logical, scales } = logicalTensors(unique);
  const kept = new Set([...logical.flatMap(({ stored }) => stored), ...scales]);
  expect(kept.size).toBe(unique.length);
});
