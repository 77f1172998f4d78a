import { describe, expect, test } from 'vitest';
import { LMHeadLayer } from './lmHead.ts';

const phi = { hiddenSize: 2048, vocabSize: 51_200 };
const step = { phase: 'prefill', batchSize: 3, seqLen: 10 } as const;

describe('a head with a bias', () => {
  test('has one logit more per row to store and to add: that of Phi', () => {
    const plain = new LMHeadLayer(phi);
    const biased = new LMHeadLayer({ ...phi, hasBias: true });
    expect(biased.parameterCount.total).toBe(2048 * 51_200 + 51_200);
    // Three sequences are scored at their last position.
    expect(biased.computeFlops(step) - plain.computeFlops(step)).toBe(3 * 51_200);
  });

  test('keeps the bias as its own where the weight is the embedding’s', () => {
    const tied = new LMHeadLayer({ ...phi, tied: true, hasBias: true });
    expect(tied.parameterCount.total).toBe(51_200);
    expect(tied.weights.map(({ name, sharedWith }) => [name, sharedWith])).toEqual([
      ['weight', 'embedding'],
      ['bias', undefined],
    ]);
  });

  test('cuts the bias over the vocabulary with the weight', () => {
    const cut = new LMHeadLayer({ ...phi, hasBias: true, parallelism: { tensorParallel: 4 } });
    expect(cut.computeWeightMemory()).toBe(((2048 + 1) * 51_200 * 2) / 4);
  });
});
