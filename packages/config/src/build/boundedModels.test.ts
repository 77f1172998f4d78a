import { createLayerRegistry } from '@mantile/core';
import { standardLayers, SwiGLULayer } from '@mantile/layers';
import { describe, expect, test } from 'vitest';
import { configOf, puzzling, toy, typeOf } from './__fixtures__/configs.ts';
import { faultsOf } from './__fixtures__/faults.ts';
import { boundedModels } from './boundedModels.ts';
import { buildModel } from './buildModel.ts';
import { UnknownLayer } from './unknownLayer.ts';

const prompt = { phase: 'prefill', batchSize: 2, seqLen: 10 } as const;
const token = { phase: 'decode', batchSize: 2, contextLen: 9 } as const;
const parameters = 64 * 96 + 7;

describe('bounds of a layer that nobody has described', () => {
  test('lie an even share of its weights and a product with all of them apart', () => {
    const known = buildModel(toy);
    const { lower, upper, unknowns } = boundedModels(puzzling);
    expect(unknowns).toMatchObject([
      { code: 'build.unknown_layer', severity: 'warning', path: 'layerTypes[5].class' },
    ]);
    const bytes = 2 * 64 * 96 + 4 * 7;
    for (const model of [lower, upper]) {
      expect(model.parameterCount.total).toBe(known.parameterCount.total + 2 * parameters);
      expect(model.weightMemoryPerPackage).toBe(known.weightMemoryPerPackage + 2 * bytes);
    }
    for (const [step, tokens] of [
      [prompt, 20],
      [token, 2],
    ] as const) {
      const [none, least, most] = [known, lower, upper].map((model) => model.computeMetrics(step));
      expect(least!.flopsPerPackage).toBe(none!.flopsPerPackage);
      expect(least!.weightReadPerPackage).toBe(none!.weightReadPerPackage);
      expect(most!.flopsPerPackage).toBe(none!.flopsPerPackage + 2 * 2 * parameters * tokens);
      expect(most!.weightReadPerPackage).toBe(none!.weightReadPerPackage + 2 * bytes);
    }
  });

  test('in a plan: shared evenly, or held whole everywhere', () => {
    const options = { parallelism: { tensorParallel: 2, attentionDataParallel: 2 } };
    const { lower, upper } = boundedModels(puzzling, options);
    const of = ({ blocks }: typeof lower) =>
      blocks.find(({ name }) => name === 'attention.new')!.layer;
    // 6144 elements of 2 bytes and 7 of 4 over 4 packages, rounded up.
    expect(of(lower).weightMemoryPerPackage).toBe((6144 / 4) * 2 + 2 * 4);
    expect(of(lower).weightMemoryTotal).toBe(2 * 6144 + 4 * 7);
    expect(of(upper).weightMemoryPerPackage).toBe(2 * 6144 + 4 * 7);
    expect(of(upper).computeFlops(prompt)).toBe(2 * parameters * 20);
  });

  test('enclose a layer of which weights are all', () => {
    const specs = { hiddenSize: 64 };
    const tensors = [{ name: 'linear.weight', shape: [64, 64] }];
    const named = (kind: string, more = {}) =>
      configOf([typeOf('feedforward', kind, 3, specs, more)]);
    const truth = buildModel(named('LinearReplaceLayer'), { parallelism: { tensorParallel: 4 } });
    const { lower, upper } = boundedModels(
      named('Other', { supported: false, tensors, specs: {} }),
      {
        parallelism: { tensorParallel: 4 },
      },
    );
    for (const step of [prompt, token]) {
      const [least, true_, most] = [lower, truth, upper].map((model) => model.computeMetrics(step));
      for (const key of [
        'flopsPerPackage',
        'weightMemoryPerPackage',
        'weightReadPerPackage',
      ] as const) {
        expect(least![key]).toBeLessThanOrEqual(true_![key]);
        expect(true_![key]).toBeLessThanOrEqual(most![key]);
      }
    }
  });

  test('are one model where all is known, or somebody brings the class', () => {
    const { lower, upper, unknowns } = boundedModels(toy);
    expect(unknowns).toEqual([]);
    expect(lower).toBe(upper);
    class NewAttention extends SwiGLULayer {
      static override readonly kind: string = 'NewAttention';
    }
    const registry = createLayerRegistry([...standardLayers.classes, NewAttention]);
    const [known, last] = [puzzling.layerTypes.slice(0, -1), puzzling.layerTypes.at(-1)!];
    const config = configOf([
      ...known,
      { ...last, specs: { hiddenSize: 64, intermediateSize: 8 } },
    ]);
    expect(boundedModels(config, { registry }).unknowns).toEqual([]);
  });
});

describe('an unknown layer', () => {
  test('is bounded by its number of parameters too', () => {
    const type = typeOf('feedforward', 'New', 1, { parameterCount: 5000 }, { supported: false });
    const model = buildModel(configOf([type]));
    expect(model.parameterCount.total).toBe(5000);
    expect(model.computeMetrics(prompt).flopsPerPackage).toBe(20 * 2 * 5000);
  });

  test('without either is refused, and so is a contradiction', () => {
    const build = (more: object, specs = {}) =>
      faultsOf(() =>
        buildModel(configOf([typeOf('a', 'New', 1, specs, { supported: false, ...more })])),
      );
    expect(build({})).toMatchObject([{ code: 'spec.invalid', path: 'layerTypes[0].tensors' }]);
    const tensors = [{ name: 'a', shape: [10] }];
    expect(build({ tensors }, { parameterCount: 11 })).toMatchObject([
      { path: 'layerTypes[0].specs.parameterCount', value: 11 },
    ]);
    expect(build({ tensors: [{ name: 'a', shape: [0] }] })).toHaveLength(1);
    expect(build({ tensors: [{ name: 'a', shape: [2 ** 30, 2 ** 30] }] })).toHaveLength(1);
  });

  test('that claims to be supported is refused with the nearest class', () => {
    const config = configOf([typeOf('norm', 'RMSNormLayr', 1, { parameterCount: 64 })]);
    const [fault] = faultsOf(() => boundedModels(config));
    expect(fault?.message).toContain('did you mean "RMSNormLayer"?');
  });

  test('is no part of the standard registry', () => {
    expect(standardLayers.has(UnknownLayer.kind)).toBe(false);
  });
});
