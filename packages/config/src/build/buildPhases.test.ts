import { expect, test } from 'vitest';
import { mixtral, toy } from './__fixtures__/configs.ts';
import { refusalsOf } from './__fixtures__/faults.ts';
import { buildModel } from './buildModel.ts';
import { buildPhases } from './buildPhases.ts';

const token = { phase: 'decode', batchSize: 16, contextLen: 99 } as const;

test('without differences both phases are the model', () => {
  const { prefill, decode } = buildPhases(toy, { dtype: 'fp8' });
  const model = buildModel(toy, { dtype: 'fp8' });
  expect(prefill.computeMetrics(token)).toEqual(model.computeMetrics(token));
  expect(decode.computeMetrics(token)).toEqual(model.computeMetrics(token));
});

test('a phase replaces the plan as a whole, and the rest singly', () => {
  const { prefill, decode } = buildPhases(mixtral, {
    parallelism: { tensorParallel: 8 },
    dtypes: { kvCache: 'fp8' },
    layers: { norm: { dtypes: { weights: 'fp32' } } },
    decode: {
      parallelism: { attentionDataParallel: 8, expertParallel: 8 },
      dtypes: { communication: 'fp8' },
      layers: { norm: { dtypes: { compute: 'fp32' } }, attention: { dtypes: { weights: 'fp8' } } },
    },
  });
  const of = ({ blocks }: typeof prefill, name: string) =>
    blocks.find((block) => block.name === name)!.layer;
  expect(of(prefill, 'attention').parallelism.tensorParallel).toBe(8);
  expect(of(decode, 'attention').parallelism).toMatchObject({
    tensorParallel: 1,
    attentionDataParallel: 8,
  });
  expect(of(decode, 'feedforward.moe').parallelism.expertParallel).toBe(8);
  const formats = (model: typeof prefill, name: string) =>
    Object.entries(of(model, name).dtypes).map(([role, { name: format }]) => `${role} ${format}`);
  expect(formats(prefill, 'norm')).toEqual([
    'weights fp32',
    'activations bf16',
    'kvCache fp8',
    'compute bf16',
    'communication bf16',
  ]);
  expect(formats(decode, 'norm')).toEqual([
    'weights fp32',
    'activations bf16',
    'kvCache fp8',
    'compute fp32',
    'communication fp8',
  ]);
  expect(of(decode, 'attention').dtypes.weights.name).toBe('fp8');
  expect(of(prefill, 'attention').dtypes.weights.name).toBe('bf16');
});

test('faults of both phases come at once, each under its name', () => {
  const build = () =>
    buildPhases(toy, {
      prefill: { parallelism: { tensorParallel: 3 } },
      decode: { parallelism: { pipelineParallel: 2 } },
    });
  const places = new Set(refusalsOf(build).map(([, path]) => path));
  expect(places).toContain('prefill.layerTypes[0].parallelism.tensorParallel');
  expect(places).toContain('decode.parallelism.pipelineParallel');
  expect(refusalsOf(() => buildPhases(toy, { prefill: { registry: 1 } } as never))).toEqual([
    ['option.unknown', 'prefill.registry'],
  ]);
});

test('a key without a value takes nothing away from the common options', () => {
  const { prefill, decode } = buildPhases(mixtral, {
    parallelism: { tensorParallel: 8 },
    dtype: 'fp8',
    prefill: { parallelism: undefined },
    decode: { dtype: undefined, layers: { attention: { dtype: undefined } } },
  });
  expect([prefill.numPackages, decode.numPackages]).toEqual([8, 8]);
  expect(decode.weightMemoryPerPackage).toBe(prefill.weightMemoryPerPackage);
});
