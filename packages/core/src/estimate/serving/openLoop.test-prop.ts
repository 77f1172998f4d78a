import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { anyEngine, anyLength, logarithmic, systemOf } from '../../__fixtures__/servedLoads.ts';
import { groupedModel, servedModel } from '../../__fixtures__/servedLayer.ts';
import { FaultList, MantileError } from '../../errors.ts';
import type { Load } from '../../workload.ts';
import { Estimator } from '../estimator.ts';
import { readRequest } from '../requestShape.ts';
import type { Estimate } from '../types.ts';

const plans = fc.record({
  groups: fc.constantFrom(1, 1, 1, 8),
  pipelineStages: fc.constantFrom(1, 1, 2, 3, 4),
  engine: anyEngine,
  isCalibrated: fc.boolean(),
  headWidth: fc.constantFrom(4, 125),
});
type Plan = typeof plans extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const requests = fc.record({ inputTokens: anyLength(20_000), outputTokens: anyLength(1000) });

function estimatorOf({ groups, headWidth, isCalibrated, engine, pipelineStages }: Plan): Estimator {
  const sizes = { headWidth };
  const model = groups > 1 ? groupedModel(8, groups, sizes) : servedModel(8, sizes);
  return new Estimator(model, systemOf(isCalibrated), { engine, pipelineStages });
}

/** The greatest rate, of the fault that refuses a greater one. */
function mostOf(call: () => Estimate): number {
  try {
    call();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const [fault] = error.faults;
    expect(fault?.code).toBe('workload.unsustainable');
    return Number(fault?.legal?.[0]);
  }
  throw new Error('not refused');
}

const rateOf = (requestsPerSecond: number) => ({ kind: 'rate', requestsPerSecond }) as const;

test.prop([plans, requests, fc.constantFrom(0.5, 0.7, 0.9, 0.95, 0.99)], { numRuns: 300 })(
  'steps are timed with those who are in them',
  (plan, request, share) => {
    const estimator = estimatorOf(plan);
    const rate = share * mostOf(() => estimator.estimate({ ...request, load: rateOf(1e9) }));
    const { running, places } = estimator.estimate({ ...request, load: rateOf(rate) });
    const { stepSequences, holdUpSeconds, promptSeconds } = estimator.served;
    // Others of the same rush, as many as there are places; these may all be taken.
    const rush = 1 / Math.max(1 - rate * holdUpSeconds, 0.05) ** 2;
    const isFull = running + rate * promptSeconds > 0.98 * places;
    // Each step takes a chunk up at most, beside those who generate.
    const { mixes, stages } = estimator.replica;
    const shape = readRequest({ ...request, load: rateOf(rate) }, new FaultList());
    const chunks = estimator.replica.chunksOf(shape);
    const most = mixes ? Math.min(places, 1 + (shape.steps * stages) / chunks) : places;
    const expected = isFull ? most : Math.max(1, Math.min(running + rush, most));
    expect(Math.abs(stepSequences / expected - 1)).toBeLessThan(0.01);
  },
);

const answers = logarithmic(32, 1000);
test.prop([plans, requests, answers], { numRuns: 300 })(
  'the greatest rate is kept, and is about what many users get',
  (plan, { inputTokens }, outputTokens) => {
    const request = { inputTokens, outputTokens };
    // With a small chunk one generates at a time on average, and a request would meet himself.
    const engine = { ...plan.engine, chunkTokens: Math.max(2048, plan.engine.chunkTokens) };
    const estimator = estimatorOf({ ...plan, engine });
    const most = mostOf(() => estimator.estimate({ ...request, load: rateOf(1e9) }));
    const kept = estimator.estimate({ ...request, load: rateOf(most) });
    expect(kept.requestsPerSecond).toBe(most);
    expect(() => estimator.estimate({ ...request, load: rateOf(1.02 * most) })).toThrow('lower');
    const users = { kind: 'concurrency', requests: Math.min(kept.places, 100_000) } as const;
    const { requestsPerSecond } = estimator.estimate({ ...request, load: users });
    // Rushes and answers that end together by chance take a part of it.
    expect(most / requestsPerSecond).toBeGreaterThan(0.8);
  },
);

const loads: fc.Arbitrary<Load> = fc.oneof(
  logarithmic(1, 500).map((size) => ({ kind: 'batch' as const, size })),
  logarithmic(1, 500).map((users) => ({ kind: 'concurrency' as const, requests: users })),
  logarithmic(1, 1e5).map((rate) => rateOf(rate / 1e3)),
);

test.prop([plans, fc.array(fc.tuple(requests, loads), { minLength: 2, maxLength: 5 })], {
  numRuns: 300,
})('an estimate is the same whatever was estimated before', (plan, questions) => {
  const resultOf = (estimator: Estimator, [request, load]: (typeof questions)[number]): unknown => {
    try {
      return estimator.estimate({ ...request, load });
    } catch (error) {
      if (!MantileError.isInstance(error)) throw error;
      return error.faults;
    }
  };
  const used = estimatorOf(plan);
  for (const question of [...questions, ...questions]) {
    expect(resultOf(used, question)).toEqual(resultOf(estimatorOf(plan), question));
  }
});
