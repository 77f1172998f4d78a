import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { servedModel } from '../../__fixtures__/servedLayer.ts';
import { logarithmic, systemOf } from '../../__fixtures__/servedLoads.ts';
import { Model } from '../../model.ts';
import type { Workload } from '../../workload.ts';
import { Estimator } from '../estimator.ts';
import type { EstimateOptions } from '../options.ts';

/** Layers that keep all positions between layers that keep some. */
function alternating(window: number): Model {
  const block = (name: string, own: number, count: number) => ({
    ...(servedModel(1, { window: own }).blocks[0] as Model['blocks'][number]),
    name,
    count,
  });
  return new Model('alternating', [block('windowed', window, 10), block('full', 0, 2)]);
}

/** A step as it is on average over every context of every answer, each timed by itself. */
function everyStep(estimator: Estimator, workload: Workload, lengths: readonly [number, number][]) {
  let total = 0;
  let steps = 0;
  for (const [prompt, answer] of lengths) {
    for (let context = prompt; context <= prompt + answer - 2; context += 1) {
      const one = { ...workload, inputTokens: context, outputTokens: 2 };
      total += estimator.estimate(one).steps.decode.ms;
      steps += 1;
    }
  }
  return total / steps;
}

const windows = fc.constantFrom(128, 512, 1024, 2048, 4096, 8192);
const options: fc.Arbitrary<EstimateOptions> = fc.record({
  pipelineStages: fc.constantFrom(1, 2),
  causal: fc.constantFrom('dense' as const, 'exact' as const),
});
const rest = fc.record({
  load: logarithmic(1, 500).map((size) => ({ kind: 'batch' as const, size })),
  speculation: fc.constantFrom(undefined, { draftTokens: 3, acceptance: 0.6 }),
});

describe('a step of an answer is the mean of all its steps', () => {
  test.prop(
    [
      windows,
      fc.boolean(),
      options,
      rest,
      fc.constantFrom([1024, 1024], [1024, 8192], [8192, 1024], [1, 300]),
    ],
    { numRuns: 60 },
  )('whatever windows fill meanwhile', (window, isCalibrated, chosen, own, [prompt, answer]) => {
    const estimator = new Estimator(alternating(window), systemOf(isCalibrated), chosen);
    const workload = { ...own, inputTokens: prompt, outputTokens: answer };
    const { ms } = estimator.estimate(workload).steps.decode;
    const mean = everyStep(estimator, workload, [[workload.inputTokens, workload.outputTokens]]);
    expect(Math.abs(ms / mean - 1)).toBeLessThan(0.002);
  });

  test.prop([fc.integer({ min: 1, max: 900 }), options, rest, fc.integer({ min: 2, max: 40 })], {
    numRuns: 20,
  })('of any length', (window, chosen, own, width) => {
    const estimator = new Estimator(alternating(window), systemOf(false), chosen);
    const inputTokens = { min: 300, max: 300 + width };
    const outputTokens = { min: 100, max: 100 + 4 * width };
    const { ms } = estimator.estimate({ ...own, inputTokens, outputTokens }).steps.decode;
    const lengths: [number, number][] = [];
    for (let prompt = inputTokens.min; prompt <= inputTokens.max; prompt += 1) {
      for (let answer = outputTokens.min; answer <= outputTokens.max; answer += 1) {
        lengths.push([prompt, answer]);
      }
    }
    // Of all pairs of lengths some that are spread evenly.
    const some = lengths.filter((_, index) => index % (1 + Math.floor(lengths.length / 200)) === 0);
    const mean = everyStep(estimator, { ...own, inputTokens, outputTokens }, some);
    expect(Math.abs(ms / mean - 1)).toBeLessThan(0.01);
  });
});

test.prop([windows, rest, fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 3000 })])(
  'shares are all, and the mean context is that of the answer',
  (window, own, inputTokens, outputTokens) => {
    const { replica } = new Estimator(alternating(window), systemOf(false));
    const meanContext = inputTokens + (outputTokens - 2) / 2;
    const shape = {
      ...{ promptTokens: inputTokens, promptSquare: 1, answerTokens: outputTokens, meanContext },
      ...{ cachedTokens: 0, freshTokens: inputTokens, promptRange: 0, answerRange: 0 },
      ...{ steps: outputTokens - 1, stepTokens: own.speculation ? 4 : 1, tokensPerStep: 1 },
      longest: inputTokens + outputTokens,
    };
    const contexts = replica.contexts.of(shape);
    const sum = (of: (each: (typeof contexts)[number]) => number): number =>
      contexts.reduce((total, each) => total + of(each), 0);
    expect(sum(({ share }) => share)).toBeCloseTo(1, 9);
    const off = sum(({ share, context }) => share * context) - meanContext;
    expect(Math.abs(off)).toBeLessThanOrEqual(0.004 * outputTokens);
    // A window that is full before, or never, bends nothing.
    const bends = window > inputTokens + 1 && window < inputTokens + outputTokens - 5;
    if (!bends) expect(contexts).toHaveLength(1);
  },
);
