import { describe, expect, test } from 'vitest';
import { servedModel } from '../../__fixtures__/servedLayer.ts';
import { toySystem } from '../../__fixtures__/toySystem.ts';
import { FaultList } from '../../errors.ts';
import { plainEngine } from '../engine/engineProfile.ts';
import { readRequest } from '../requestShape.ts';
import { compilePool } from './compilePool.ts';
import { PromptBatches } from './promptBatches.ts';

function batches(inputTokens: number, chunkTokens: number) {
  const faults = new FaultList();
  const load = { kind: 'rate', requestsPerSecond: 1 } as const;
  const shape = readRequest({ inputTokens, outputTokens: 1, load }, faults);
  const engine = { ...plainEngine, chunkTokens };
  const pool = compilePool(
    { model: servedModel(10), hardware: toySystem, engine },
    'prefill',
    faults,
  );
  faults.throwIfAny();
  if (pool === undefined) throw new Error('the pool is sound');
  return { line: new PromptBatches(pool, shape), served: pool.served };
}

describe('prompts that fill a step each', () => {
  const { line, served } = batches(1000, 1000);
  const seconds = served.prompt.seconds;

  test('wait as in a queue M/D/1', () => {
    expect(line.mostPerSecond).toBeCloseTo(1 / seconds, 6);
    expect(line.waitAt(0.5 / seconds) / seconds).toBeCloseTo(0.5, 9);
    expect(line.waitAt(0.9 / seconds) / seconds).toBeCloseTo(4.5, 9);
    expect(served.promptBatch).toBe(1);
  });
});

describe('prompts of which many fit a step', () => {
  // Ten layers of 4 MB, read at 1 TB/s, and 4 kB of keys and values a layer: 40 µs however many there are.
  const { line, served } = batches(1, 1000);
  const seconds = 40e-6;

  test('are taken up together as they come', () => {
    line.waitAt(1e-3 / seconds);
    expect(served.prompt.seconds / seconds).toBeCloseTo(1, 1);
    expect(served.promptBatch).toBeCloseTo(1, 3);
    // Two come during a step: 2 + e^-2.
    line.waitAt(2 / served.prompt.seconds);
    expect(served.promptBatch).toBeCloseTo(2.135, 1);
  });

  test('and wait for half a step, when one is always under way', () => {
    const wait = line.waitAt(10 / seconds);
    expect(wait / served.prompt.seconds).toBeCloseTo(0.5, 1);
  });
});
