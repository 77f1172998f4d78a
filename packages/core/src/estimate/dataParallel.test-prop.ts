import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { groupedModel } from '../__fixtures__/servedLayer.ts';
import { logarithmic } from '../__fixtures__/servedLoads.ts';
import { toySystem } from '../__fixtures__/toySystem.ts';
import { plainEngine } from './engine/engineProfile.ts';
import { Estimator } from './estimator.ts';

/* Groups that split a batch for attention: the busiest of them is waited for. */
const groups = 8;
const chunkTokens = 8192;
const schedulers = fc.constantFrom('mixed' as const, 'exclusive' as const);

const estimatorOf = (scheduler: 'mixed' | 'exclusive') => {
  const engine = { ...plainEngine, scheduler, chunkTokens };
  return new Estimator(groupedModel(10, groups, { headWidth: 4, hiddenSize: 64 }), toySystem, {
    engine,
  });
};

const batchOf = (size: number, inputTokens: number) =>
  estimatorOf('mixed').estimate({ inputTokens, outputTokens: 2, load: { kind: 'batch', size } });

test.prop([fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 7 })])(
  'what a batch leaves over has steps of its own',
  (whole, rest) => {
    const tokens = 8000;
    const parts = batchOf(whole * groups, tokens).ttftMs + batchOf(rest, tokens).ttftMs;
    expect(batchOf(whole * groups + rest, tokens).ttftMs / parts).toBeCloseTo(1, 1);
  },
);

test.prop([logarithmic(1, 500), logarithmic(10, 50_000)])(
  'a larger batch is no sooner done',
  (size, inputTokens) => {
    const [few, many] = [batchOf(size, inputTokens), batchOf(size + 1, inputTokens)];
    expect(many.ttftMs).toBeGreaterThanOrEqual(few.ttftMs * (1 - 1e-9));
    expect(many.tpotMs).toBeGreaterThanOrEqual(few.tpotMs * (1 - 1e-9));
  },
);

test.prop([logarithmic(20, 3000), logarithmic(200, 20_000), schedulers], { numRuns: 300 })(
  'one user more changes what all get done by little',
  (users, inputTokens, scheduler) => {
    const estimator = estimatorOf(scheduler);
    const rateOf = (requests: number): number =>
      estimator.estimate({
        inputTokens,
        outputTokens: 100,
        load: { kind: 'concurrency', requests },
      }).requestsPerSecond;
    const times = rateOf(Math.ceil(users * 1.05)) / rateOf(users);
    expect(times).toBeGreaterThan(0.98);
  },
);

test('the step that is told is the one that was timed', () => {
  const { steps } = batchOf(8, 32_768);
  expect(steps.prefill).toMatchObject({
    sequences: 8,
    tokensPerSequence: 8192,
    contextTokens: 12_288,
    steps: 4,
  });
});
