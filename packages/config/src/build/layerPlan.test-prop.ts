import { fc, test } from '@fast-check/vitest';
import { MantileError, type Model, type Step } from '@mantile/core';
import { expect } from 'vitest';
import { hybrid, llama, mixtral, toy } from './__fixtures__/configs.ts';
import { buildModel } from './buildModel.ts';

const degree = fc.constantFrom(1, 2, 4, 8);
const anyPlan = fc.record({
  tensorParallel: degree,
  sequenceParallel: fc.constantFrom(1, 1, 2),
  contextParallel: fc.constantFrom(1, 1, 2, 4),
  expertParallel: fc.constantFrom(1, 2, 4, 8, 16),
  attentionDataParallel: degree,
});
const config = fc.constantFrom(toy, llama, mixtral, hybrid);
const step = fc.constantFrom<Step[]>(
  { phase: 'prefill', batchSize: 8, seqLen: 64 } satisfies Step,
  { phase: 'decode', batchSize: 8, contextLen: 63 } satisfies Step,
);

/** A model as a plan builds it; undefined where it refuses. */
function built(of: typeof toy, parallelism: object): Model | undefined {
  try {
    return buildModel(of, { parallelism });
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return undefined;
  }
}

test.prop([config, anyPlan])(
  'a plan is refused, or puts every layer on the packages that it names',
  (of, plan) => {
    const model = built(of, plan);
    if (model === undefined) return;
    const { expertParallel: _, ...grid } = plan;
    const packages = Object.values(grid).reduce<number>((product, each) => product * each, 1);
    for (const { layer } of model.blocks) expect(layer.numPackages).toBe(packages);
  },
);

test.prop([config, anyPlan, step])('no plan loses weights or work', (of, plan, at) => {
  const model = built(of, plan);
  if (model === undefined) return;
  const whole = buildModel(of);
  expect(model.parameterCount).toEqual(whole.parameterCount);
  const { blocks: single } = whole.computeMetrics(at);
  const { blocks, numPackages } = model.computeMetrics(at);
  blocks.forEach(({ name, metrics }) => {
    const alone = single.find((block) => block.name === name)?.metrics;
    if (alone === undefined) {
      // What lies between layers that share tokens otherwise: exchanges alone.
      expect(name).toMatch(/\.resharding$/);
      expect([metrics.weightMemoryTotal, metrics.flopsTotal, metrics.kvCacheTotal]).toEqual([
        0, 0, 0,
      ]);
      return;
    }
    for (const key of ['weightMemoryTotal', 'flopsTotal', 'kvCacheTotal'] as const) {
      expect(metrics[key], `${name} ${key}`).toBeGreaterThanOrEqual(alone[key]);
      expect(metrics[key], `${name} ${key}`).toBeLessThanOrEqual(alone[key] * numPackages);
    }
    expect(metrics.weightMemoryPerPackage * numPackages).toBeGreaterThanOrEqual(
      metrics.weightMemoryTotal,
    );
    expect(metrics.weightMemoryPerPackage).toBeLessThanOrEqual(alone.weightMemoryPerPackage);
  });
});

test.prop([config, anyPlan])('axes of one are as none', (of, plan) => {
  const some = Object.fromEntries(Object.entries(plan).filter(([, each]) => each > 1));
  const [full, short] = [built(of, plan), built(of, some)];
  const at = { phase: 'prefill', batchSize: 4, seqLen: 32 } as const;
  expect(full?.computeMetrics(at)).toEqual(short?.computeMetrics(at));
});
