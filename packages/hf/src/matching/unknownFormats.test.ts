import { boundedModels } from '@mantile/config';
import type { Model } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { toyConfig, unknownMixer } from '../gaps/__fixtures__/models.ts';
import { buildModelConfig } from '../buildModelConfig.ts';
import { storedTensors } from '../quantization/storedTensors.ts';
import type { WeightFormat } from '../quantization/weightFormat.ts';
import { tensorBytes } from '../tensors/size.ts';
import type { Tensor } from '../tensors/tensor.ts';

const fp8: WeightFormat = {
  kind: 'fp8-block',
  block: [128, 128],
  scaleDtype: 'F32',
  scaleName: 'weight_scale_inv',
};
const nvfp4: WeightFormat = { kind: 'nvfp4', style: 'modelopt', hasInputScale: true };
const threeBits: WeightFormat = { kind: 'gptq', bits: 3, groupSize: 32, scaleDtype: 'F16' };

const known = (unknownMixer.tensors ?? []).filter(({ name }) => !name.includes('mixer'));
const mixer = (layer: number, format?: WeightFormat): readonly Tensor[] => {
  const named = (name: string, shape: readonly number[], dtype: Tensor['dtype'] = 'BF16') => ({
    name: `model.layers.${layer}.mixer.${name}`,
    shape,
    dtype,
  });
  const matrices = [named('w_in.weight', [128, 64]), named('w_out.weight', [64, 128])];
  return [
    ...matrices.flatMap((matrix) => (format ? storedTensors(matrix, format) : [matrix])),
    named('norm.weight', [64]),
    named('A_log', [12], 'F32'),
  ];
};

function built(...own: readonly (readonly Tensor[])[]) {
  const config = { ...toyConfig, torch_dtype: 'bfloat16' };
  const made = buildModelConfig({ config, tensors: [...known, ...own.flat()] });
  const waiting = made.config?.layer_types.filter(({ supported }) => !supported) ?? [];
  return {
    ...made,
    waiting,
    codes: made.findings.flatMap(({ code }) => (code.startsWith('hf.default') ? [] : code)),
  };
}

const bytesOf = (tensors: readonly Tensor[]): number =>
  tensors.reduce((sum, tensor) => sum + tensorBytes(tensor), 0);

const memoryOf = ({ blocks }: Model): number =>
  blocks.reduce((sum, { layer, count }) => sum + count * layer.computeWeightMemory(), 0);

describe('what no kind explains is in the format that it is stored in', () => {
  test.each([
    ['fp8_block', fp8],
    ['nvfp4', nvfp4],
  ])('%s, and the tensors that are not', (weights, format) => {
    const { waiting, codes } = built(mixer(1, format));
    expect(codes).toEqual(['hf.tensor_unexplained']);
    expect(waiting).toMatchObject([
      {
        dtypes: { weights },
        tensors: [
          { name: 'w_in.weight', shape: [128, 64] },
          { name: 'w_out.weight', shape: [64, 128] },
          { name: 'norm.weight', dtype: 'bf16' },
          { name: 'A_log', dtype: 'fp32' },
        ],
      },
    ]);
    expect(waiting[0]?.tensors?.slice(0, 2).every(({ dtype }) => dtype === undefined)).toBe(true);
  });

  test.each([undefined, fp8, nvfp4])('so that the lower bound of its memory is one', (format) => {
    const own = mixer(1, format);
    const { config } = built(own);
    if (config === undefined) throw new Error('the toy has a config');
    const { lower, upper } = boundedModels(config);
    const held = bytesOf([...known, ...own]);
    expect(memoryOf(lower)).toBeLessThanOrEqual(held);
    expect(memoryOf(lower)).toBeGreaterThan(0.99 * held);
    expect(memoryOf(upper)).toBeGreaterThanOrEqual(memoryOf(lower));
  });

  test('layer by layer: some are quantised, others not, and both wait for one report', () => {
    const { waiting, findings, config } = built(mixer(0), mixer(1, fp8), mixer(2, fp8));
    expect(waiting.map(({ name, count, layer_indices: at }) => [name, count, at])).toEqual([
      ['mixer', 1, '0'],
      ['mixer.2', 2, '1-2'],
    ]);
    expect(waiting.map(({ class: kind, gap_report: report }) => [kind, report])).toEqual([
      ['MixerLayer', 'gaps/mixer.md'],
      ['MixerLayer', 'gaps/mixer.md'],
    ]);
    expect(waiting.map(({ dtypes }) => dtypes)).toEqual([undefined, { weights: 'fp8_block' }]);
    const mixed = findings.find(({ code }) => code === 'hf.formats_mixed');
    expect(mixed).toMatchObject({
      severity: 'info',
      path: 'model.layers.{layer}.mixer.',
      message:
        'some matrices here are stored as bf16, others as fp8_block; the config counts each as it is stored.',
    });
    const ofKnown = built().config?.total_params ?? 0;
    expect(config?.total_params).toBe(ofKnown + 3 * (2 * 128 * 64 + 64 + 12));
  });

  test('tensor by tensor within one layer', () => {
    const [first, second] = [mixer(1, nvfp4), mixer(1, fp8)];
    const isOut = ({ name }: Tensor): boolean => name.includes('w_out');
    const { waiting, codes } = built([
      ...first.filter((each) => !isOut(each)),
      ...second.filter(isOut),
    ]);
    expect(codes).toEqual(['hf.tensor_unexplained', 'hf.formats_mixed']);
    expect(waiting[0]).toMatchObject({
      dtypes: { weights: 'nvfp4' },
      tensors: [{}, { dtype: 'bf16' }, { dtype: 'fp32' }, { dtype: 'fp8_block' }],
    });
  });

  test('or the nearest one, and then it is said by how much bounds are off', () => {
    const config = {
      ...toyConfig,
      quantization_config: { quant_method: 'gptq', bits: 3, group_size: 32 },
    };
    const own = mixer(1, threeBits);
    const made = buildModelConfig({ config, tensors: [...known, ...own] });
    const inexact = made.findings.find(({ code }) => code === 'hf.format_inexact');
    expect(inexact?.severity).toBe('warning');
    expect(inexact?.message).toMatch(
      new RegExp(`^files take ${bytesOf(own)} bytes .* more: bounds of its memory are too high`),
    );
  });

  test.each([
    ['Q4_K', 'int4_g32', false],
    ['Q8_0', 'mxfp8', true],
    ['Q2_K', 'int4', true],
    ['MXFP4', 'mxfp4', false],
  ] as const)('%s of GGUF by %s', (dtype, weights, isOff) => {
    const table: Tensor = { name: 'model.layers.0.lookup.rows', shape: [4, 256], dtype };
    const { waiting, codes } = built([table]);
    expect(waiting).toMatchObject([{ dtypes: { weights } }]);
    expect(codes.includes('hf.format_inexact')).toBe(isOff);
  });

  test('also whole numbers, by their size', () => {
    const table: Tensor = { name: 'model.layers.0.lookup.rows', shape: [10, 4], dtype: 'I32' };
    expect(built([table]).waiting).toMatchObject([{ dtypes: { weights: 'fp32' } }]);
  });
});

test('a checkpoint of which nothing is known makes no config', () => {
  const buffer = { name: 'model.layers.0.self_attn.rotary_emb.inv_freq', shape: [4], dtype: 'F32' };
  const { config, findings } = buildModelConfig({
    config: toyConfig,
    tensors: [buffer as Tensor],
  });
  expect(config).toBeUndefined();
  expect(findings.some(({ severity }) => severity === 'error')).toBe(true);
});
