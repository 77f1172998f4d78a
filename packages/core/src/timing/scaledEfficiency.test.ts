import { expect, test } from 'vitest';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { toySystem } from '../__fixtures__/toySystem.ts';
import { plainEngine } from '../estimate/engine/engineProfile.ts';
import { estimate } from '../estimate/estimator.ts';
import { Model } from '../model.ts';
import { constantEfficiency } from './constant.ts';
import { scaledEfficiency } from './scaledEfficiency.ts';

const measured = constantEfficiency({ name: 'test', compute: 0.5, memory: 0.5 });
const layer = new ToyLayer({});
const model = new Model('toy', [{ name: 'toy', layer, count: 4 }]);
const system = { ...toySystem, efficiency: measured };
const workload = { inputTokens: 100, outputTokens: 100, load: { kind: 'batch', size: 8 } } as const;

test('a factor of 1 is the efficiency itself', () => {
  expect(scaledEfficiency(measured, 1)).toBe(measured);
});

test('kernels of an engine take so many times as long as those measured', () => {
  const run = (kernelFactor: number) =>
    estimate(model, system, workload, { engine: { ...plainEngine, kernelFactor } });
  expect(run(1.5).itlMs).toBeCloseTo(1.5 * run(1).itlMs, 9);
  expect(run(1.5).ttftMs).toBeGreaterThan(run(1).ttftMs);
});

test('no factor makes a kernel faster than its roofline', () => {
  const engine = { ...plainEngine, kernelFactor: 1e-6 };
  const ideal = estimate(model, system, workload, { fidelity: 'ideal' });
  const { itlMs } = estimate(model, system, workload, { engine });
  expect(itlMs).toBeGreaterThanOrEqual(ideal.itlMs);
});

test('a factor that is none is refused', () => {
  const engine = { ...plainEngine, kernelFactor: 0 };
  expect(() => estimate(model, system, workload, { engine })).toThrow(
    /kernelFactor|factor above 0/,
  );
});

test('ideal estimates do not know it', () => {
  const engine = { ...plainEngine, kernelFactor: 3 };
  const ideal = estimate(model, system, workload, { fidelity: 'ideal', engine });
  expect(ideal.itlMs).toBe(estimate(model, system, workload, { fidelity: 'ideal' }).itlMs);
});
