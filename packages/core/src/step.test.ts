import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { StepFrame, type Step } from './step.ts';

describe('the three lengths', () => {
  test('a prompt has nothing cached unless told so', () => {
    const frame = new StepFrame().set({ phase: 'prefill', batchSize: 2, seqLen: 10 });
    expect([frame.seqLen, frame.contextLen, frame.length]).toEqual([10, 0, 10]);
  });

  test('a chunk follows what is cached', () => {
    const frame = new StepFrame().set({
      phase: 'prefill',
      batchSize: 1,
      seqLen: 4,
      contextLen: 6,
    });
    expect([frame.seqLen, frame.contextLen, frame.length]).toEqual([4, 6, 10]);
  });

  test('decoding makes one token unless told so', () => {
    const frame = new StepFrame().set({ phase: 'decode', batchSize: 1, contextLen: 9 });
    expect([frame.seqLen, frame.length]).toEqual([1, 10]);
    frame.set({ phase: 'decode', batchSize: 1, contextLen: 9, seqLen: 4 });
    expect([frame.seqLen, frame.length]).toEqual([4, 13]);
  });
});

describe('shares', () => {
  test('the busiest package is rounded up, the average is exact', () => {
    const frame = new StepFrame().set({ phase: 'prefill', batchSize: 5, seqLen: 10 });
    expect([frame.tokens(4), frame.sequences(2), frame.share(7, 1)]).toEqual([3, 3, 7]);
    frame.shareOf = 'average';
    expect([frame.tokens(4), frame.sequences(2), frame.share(7, 1)]).toEqual([2.5, 2.5, 7]);
  });

  test('a decoding step repeats its tokens on every package', () => {
    const frame = new StepFrame().set({ phase: 'decode', batchSize: 5, contextLen: 7, seqLen: 2 });
    expect(frame.tokens(4)).toBe(2);
    expect(frame.sequences(4)).toBe(2);
  });
});

describe('refusals', () => {
  const refused = (step: unknown) =>
    faultsOf(() => new StepFrame().set(step as Step)).map(({ path, value }) => [path, value]);

  test('all faults of a step at once', () => {
    expect(refused({ phase: 'train', batchSize: 0, seqLen: 1.5, contextLen: -1 })).toEqual([
      ['phase', 'train'],
      ['batchSize', 0],
      ['seqLen', 1.5],
      ['contextLen', -1],
    ]);
  });

  test('prefill needs the length of the prompt', () => {
    expect(refused({ phase: 'prefill', batchSize: 1 })).toEqual([['seqLen', undefined]]);
  });

  test('decode needs what is cached, and says which length is which', () => {
    const [fault] = faultsOf(() =>
      new StepFrame().set({ phase: 'decode', batchSize: 1, seqLen: 9 }),
    );
    expect(fault).toMatchObject({ code: 'step.invalid', path: 'contextLen' });
    expect(fault?.message).toContain('already cached');
  });

  test('an empty prompt and no sequences are nothing to compute', () => {
    expect(refused({ phase: 'prefill', batchSize: 0, seqLen: 0 })).toEqual([
      ['batchSize', 0],
      ['seqLen', 0],
    ]);
  });

  test('a first token may follow nothing', () => {
    expect(new StepFrame().set({ phase: 'decode', batchSize: 1, contextLen: 0 }).length).toBe(1);
  });
});
