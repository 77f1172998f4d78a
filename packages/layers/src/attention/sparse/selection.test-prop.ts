import { StepFrame, type CausalCount, type ShareOf } from '@mantile/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { causal } from '../visibility.ts';
import { selected } from './selection.ts';

const steps = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.constant(1),
  seqLen: fc.integer({ min: 1, max: 20 }),
  contextLen: fc.integer({ min: 0, max: 40 }),
});
const most = fc.integer({ min: 1, max: 30 });
const degrees = fc.integer({ min: 1, max: 4 });

function frameOf(step: Parameters<StepFrame['set']>[0], count: CausalCount, shareOf?: ShareOf) {
  const frame = new StepFrame().set(step);
  frame.causal = count;
  frame.shareOf = shareOf ?? 'busiest';
  return frame;
}

describe('a choice of positions', () => {
  test.prop([steps, most])('is scored pair by pair', (step, chosen) => {
    let exact = 0;
    let dense = 0;
    for (let token = 0; token < step.seqLen; token += 1) {
      for (let rank = 0; rank < step.contextLen + token + 1; rank += 1)
        if (rank < chosen) exact += 1;
      for (let rank = 0; rank < step.contextLen + step.seqLen; rank += 1) {
        if (rank < chosen) dense += 1;
      }
    }
    expect(selected(chosen).scored(frameOf(step, 'exact'), 1)).toBe(exact);
    expect(selected(chosen).scored(frameOf(step, 'dense'), 1)).toBe(dense);
  });

  test.prop([steps, most])(
    'reads no more than its tokens can pick, and than there is',
    (step, chosen) => {
      // The most that differs: each token picks positions that no other has picked.
      const picked = new Set<number>();
      let next = 0;
      for (let token = 0; token < step.seqLen; token += 1) {
        for (let pick = 0; pick < chosen && next < step.contextLen; pick += 1) picked.add(next++);
      }
      expect(selected(chosen).read(frameOf(step, 'dense'), 1)).toBe(picked.size);
      expect(selected(chosen).read(frameOf(step, 'exact'), 1)).toBe(picked.size);
    },
  );

  test.prop([steps, degrees, fc.constantFrom('dense' as const, 'exact' as const)])(
    'of everything is what causal attention sees',
    (step, degree, count) => {
      const frame = frameOf(step, count);
      const [choice, all] = [selected(60), causal()];
      expect(choice.scored(frame, degree)).toBe(all.scored(frame, degree));
      expect(choice.read(frame, degree)).toBe(all.read(frame, degree));
      expect(choice.written(frame, degree)).toBe(all.written(frame, degree));
      expect(choice.exchanged(frame, degree)).toBe(all.exchanged(frame, degree));
    },
  );

  test.prop([steps, most, degrees, fc.constantFrom('dense' as const, 'exact' as const)])(
    'loses nothing on several packages',
    (step, chosen, degree, count) => {
      const choice = selected(chosen);
      const [busiest, average] = [frameOf(step, count), frameOf(step, count, 'average')];
      expect(choice.scored(average, degree) * degree).toBeCloseTo(choice.scored(busiest, 1));
      expect(choice.scored(busiest, degree)).toBeGreaterThanOrEqual(choice.scored(average, degree));
    },
  );
});
