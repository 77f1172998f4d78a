import { parallelAxes, type ParallelAxis, type Step } from '@mantile/core';
import { describe, expect, it } from 'vitest';
import { allPlans, kindCases, legalLayers, refusalOf, tryPlan } from './__fixtures__/cases.ts';

/* What every registered kind refuses, and how: with a code, a path, the value, and what would be legal. */

describe.each(kindCases)('$title refuses', (kindCase) => {
  const { layerClass, spec } = kindCase;

  it('every plan that it does not allow, naming degrees that it would', () => {
    const faults = allPlans(layerClass).flatMap((plan) => {
      const tried = tryPlan(kindCase, plan);
      if ('layer' in tried) return [];
      const error = refusalOf(() => {
        throw tried.error;
      });
      return (error?.faults ?? []).map((fault) => ({ plan, ...fault }));
    });
    for (const { plan, code, path, value, legal } of faults) {
      expect(code).toMatch(/^parallelism\./);
      expect(path).toMatch(/^parallelism\./);
      const degree = plan[path.replace(/^parallelism\./, '') as ParallelAxis];
      expect(value).toBe(degree);
      expect(legal).not.toContain(degree);
      expect(legal).toContain(1);
    }
  });

  it('axes that it does not support, degrees that are none, and axes that nobody knows', () => {
    const refused = (parallelism: object): unknown => {
      const error = refusalOf(() => new layerClass({ ...spec, parallelism }));
      return error?.faults.map(({ code, path }) => [code, path]);
    };
    for (const axis of parallelAxes) {
      const path = `parallelism.${axis}`;
      for (const degree of [0, -1, 1.5, NaN, '2']) {
        expect(refused({ [axis]: degree })).toEqual([['parallelism.invalid_degree', path]]);
      }
      if (layerClass.supportedParallelism.includes(axis)) continue;
      expect(refused({ [axis]: 2 })).toEqual([['parallelism.unsupported_axis', path]]);
    }
    const unknown = 'parallelism.tensorparallel';
    expect(refused({ tensorparallel: 2 })).toEqual([['parallelism.unknown_axis', unknown]]);
  });

  it('impossible values of every key, and keys that it does not know', () => {
    for (const [key, value] of Object.entries(spec)) {
      const numbers = typeof value === 'number' ? [-1, NaN, Infinity] : [];
      for (const wrong of [...numbers, 'no such value', null, () => 1]) {
        const error = refusalOf(() => new layerClass({ ...spec, [key]: wrong }));
        const found = error?.faults.filter(({ path }) => path.split('.')[0] === key);
        expect(found?.[0]?.code, `${key}: ${String(wrong)}`).toBe('spec.invalid');
      }
    }
    const error = refusalOf(() => new layerClass({ ...spec, surprise: 1 }));
    expect(error?.faults[0]?.code).toBe('spec.invalid');
    expect(error?.message).toContain('surprise');
  });

  it.each<[string, object]>([
    ['batchSize', { phase: 'decode', batchSize: 0, contextLen: 1 }],
    ['seqLen', { phase: 'prefill', batchSize: 1 }],
    ['seqLen', { phase: 'prefill', batchSize: 1, seqLen: 1.5 }],
    ['contextLen', { phase: 'decode', batchSize: 1 }],
    ['contextLen', { phase: 'decode', batchSize: 1, contextLen: -1 }],
    ['phase', { phase: 'training', batchSize: 1, seqLen: 1 }],
  ])('steps with a wrong %s', (path, step) => {
    const [layer] = legalLayers(kindCase, []);
    const error = refusalOf(() => layer.computeMetrics(step as Step));
    expect(error?.faults.map((fault) => [fault.code, fault.path])).toEqual([
      ['step.invalid', path],
    ]);
  });
});
