import { StepFrame, type CausalCount, type ShareOf } from '@mantile/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { compressed, completedEntries, everyComplete } from './compression.ts';

const steps = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.constant(1),
  seqLen: fc.integer({ min: 1, max: 30 }),
  contextLen: fc.integer({ min: 0, max: 60 }),
});
const ratios = fc.constantFrom(1, 3, 4, 7, 128);
const choices = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined });
const degrees = fc.integer({ min: 1, max: 4 });

function frameOf(step: Parameters<StepFrame['set']>[0], count: CausalCount, shareOf?: ShareOf) {
  const frame = new StepFrame().set(step);
  frame.causal = count;
  frame.shareOf = shareOf ?? 'busiest';
  return frame;
}

/** Entries complete at a position, one after another: each ends a run of `ratio` positions. */
function entriesAt(position: number, ratio: number): number[] {
  const ends: number[] = [];
  for (let end = ratio - 1; end <= position; end += ratio) ends.push(ends.length);
  return ends;
}

describe('compressed entries', () => {
  test.prop([steps, ratios, choices, degrees], { numRuns: 2000 })(
    'are scored pair by pair',
    (step, ratio, most, degree) => {
      const visible = compressed(ratio, most);
      const last = step.contextLen + step.seqLen - 1;
      let exact = 0;
      let dense = 0;
      let exactOfFirst = 0;
      for (let position = step.contextLen; position <= last; position += 1) {
        const seen = entriesAt(position, ratio).slice(0, most);
        exact += seen.length;
        exactOfFirst += seen.filter((entry) => entry % degree === 0).length;
        dense += entriesAt(last, ratio).slice(0, most).length;
      }
      expect(visible.scored(frameOf(step, 'exact'), 1)).toBe(exact);
      expect(visible.scored(frameOf(step, 'dense'), 1)).toBe(dense);
      const average = frameOf(step, 'exact', 'average');
      expect(visible.scored(average, degree) * degree).toBeCloseTo(exact);
      // Decoding, the entries are dealt out one by one, and the first package has most of them.
      if (step.phase === 'decode') {
        expect(visible.scored(frameOf(step, 'exact'), degree)).toBe(exactOfFirst);
      }
    },
  );

  test.prop([steps, ratios])('are stored as they are completed', (step, ratio) => {
    const last = step.contextLen + step.seqLen - 1;
    const held = entriesAt(last, ratio).length;
    const before = entriesAt(step.contextLen - 1, ratio).length;
    expect(everyComplete(ratio).positions(last + 1)).toBe(held);
    const frame = frameOf(step, 'dense');
    expect(compressed(ratio).read(frame, 1)).toBe(before);
    if (step.phase === 'prefill') expect(completedEntries(frame, ratio, 1)).toBe(held - before);
    // A step of decoding counts as the fullest of its size.
    else expect(completedEntries(frame, ratio, 1)).toBeGreaterThanOrEqual(held - before);
  });

  test.prop([steps, ratios, choices, degrees])(
    'are no fewer counted densely',
    (step, ratio, most, degree) => {
      const visible = compressed(ratio, most);
      const [dense, exact] = [frameOf(step, 'dense'), frameOf(step, 'exact')];
      expect(visible.scored(dense, degree)).toBeGreaterThanOrEqual(visible.scored(exact, degree));
    },
  );
});

test('a choice reads what its tokens pick between them', () => {
  const frame = frameOf({ phase: 'decode', batchSize: 1, seqLen: 3, contextLen: 400 }, 'dense');
  expect(compressed(4, 20).read(frame, 1)).toBe(60);
  expect(compressed(4, 20).read(frame, 4)).toBe(15);
  expect(compressed(4, 50).read(frame, 1)).toBe(100);
});
