import { fc, test } from '@fast-check/vitest';
import { describe, expect, test as example } from 'vitest';
import { acceptedTokens, answerSteps, type Drafting } from './answerSteps.ts';

/** By what comes after a step of each length: the steps of answers of 1, 2, … tokens. */
function stepsOneByOne(most: number, { draftTokens, acceptance }: Drafting): readonly number[] {
  const chances = Array.from(
    { length: draftTokens + 1 },
    (_, accepted) => acceptance ** accepted * (accepted < draftTokens ? 1 - acceptance : 1),
  );
  const steps = [0];
  for (let further = 1; further < most; further += 1) {
    const after = chances.map((chance, accepted) => chance * (steps[further - accepted - 1] ?? 0));
    steps.push(1 + after.reduce((sum, each) => sum + each, 0));
  }
  return steps;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const draftings = fc.record({
  draftTokens: fc.integer({ min: 1, max: 12 }),
  acceptance: fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1e-9, 0.5, 1 - 1e-3, 1 - 1e-6, 1 - 1e-9, 1 - 2 ** -53, 1),
  ),
});
const lengths = fc.integer({ min: 1, max: 300 });

describe('steps of answers', () => {
  test.prop([draftings, lengths])('are those that one counts', (drafting, tokens) => {
    const counted = stepsOneByOne(tokens, drafting)[tokens - 1] ?? NaN;
    expect(answerSteps(tokens, tokens, drafting) / (counted || 1)).toBeCloseTo(counted ? 1 : 0, 9);
  });

  test.prop([draftings, lengths, lengths])('of ranges are the mean', (drafting, one, other) => {
    const [least, most] = [Math.min(one, other), Math.max(one, other)];
    const counted = mean(stepsOneByOne(most, drafting).slice(least - 1));
    expect(answerSteps(least, most, drafting)).toBeCloseTo(counted, 7);
  });

  test.prop([draftings, lengths, fc.double({ min: 0, max: 2, noNaN: true })])(
    'are more for longer answers, and never less than one',
    (drafting, tokens, more) => {
      const steps = answerSteps(tokens + 1, tokens + 1, drafting);
      expect(steps).toBeGreaterThanOrEqual(1 - 1e-12);
      const longer = answerSteps(tokens + 1 + more, tokens + 1 + more, drafting);
      expect(longer).toBeGreaterThanOrEqual(steps * (1 - 1e-12));
    },
  );

  test.prop([draftings, lengths, fc.double({ min: 0, max: 1, noNaN: true })])(
    'are fewer where more is accepted',
    (drafting, tokens, share) => {
      const less = { ...drafting, acceptance: drafting.acceptance * share };
      const steps = answerSteps(tokens, tokens, drafting);
      expect(answerSteps(tokens, tokens, less)).toBeGreaterThanOrEqual(steps * (1 - 1e-12));
    },
  );

  example.each([1, 5, 1024])('one for each token where none of %i is accepted', (draftTokens) => {
    expect(answerSteps(1000, 1000, { draftTokens, acceptance: 0 })).toBe(999);
    expect(answerSteps(800, 1000, { draftTokens, acceptance: 0 })).toBeCloseTo(899, 9);
  });

  example('those of long answers differ from the long run by a constant', () => {
    const drafting = { draftTokens: 3, acceptance: 0.7 };
    const rate = 1 / acceptedTokens(drafting);
    const over = (tokens: number) => answerSteps(tokens, tokens, drafting) - (tokens - 1) * rate;
    expect(over(2000)).toBeCloseTo(over(1000), 9);
    // The last step leaves E[K² - K] / 2E[K] too many behind.
    const chances = [0.3, 0.21, 0.147, 0.343];
    const square = chances.reduce((sum, chance, index) => sum + chance * (index + 1) ** 2, 0);
    expect(over(2000)).toBeCloseTo((square * rate * rate) / 2 - rate / 2, 9);
  });
});
