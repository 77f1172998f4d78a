import { describe, expect, test } from 'vitest';
import { standardDtypes } from './dtype.ts';
import { resolveParallelism } from './parallelism.ts';
import { everyPosition, fixedState, localState, slidingWindow, type StatePart } from './state.ts';

const { bf16, mxfp8, fp32 } = standardDtypes;

describe('retention', () => {
  test('full attention keeps every position, a recurrence one state', () => {
    expect([0, 1, 4096].map((length) => everyPosition.positions(length))).toEqual([0, 1, 4096]);
    expect([1, 4096].map((length) => fixedState.positions(length))).toEqual([1, 1]);
  });

  test('a window fills up and then rolls, sinks besides', () => {
    const window = slidingWindow(128, 4);
    expect([1, 131, 132, 133, 9999].map((length) => window.positions(length))).toEqual([
      1, 131, 132, 132, 132,
    ]);
    expect(window.description).toBe('the last 128 positions and the first 4');
    expect(slidingWindow(128).description).toBe('the last 128 positions');
  });
});

describe('localState', () => {
  const key: StatePart = {
    name: 'key',
    elementsPerPosition: 6 * 16,
    retention: everyPosition,
    shard: { axis: 'tensorParallel', units: 6 },
    positionsSplitOver: 'contextParallel',
  };

  test('heads are dealt out whole', () => {
    const local = localState(key, resolveParallelism({ tensorParallel: 3 }), bf16);
    expect(local).toMatchObject({ bytesPerPosition: 2 * 16 * 2, averageBytesPerPosition: 64 });
    expect(local.positionDegree).toBe(1);
  });

  test('unevenly, the busiest package has one more than the average: 6 over 4 are 2, 2, 1, 1', () => {
    const local = localState(key, resolveParallelism({ tensorParallel: 4 }), bf16);
    expect(local).toMatchObject({ bytesPerPosition: 64, averageBytesPerPosition: 48 });
  });

  test('beyond their number they are replicated', () => {
    const local = localState(key, resolveParallelism({ tensorParallel: 12 }), bf16);
    expect(local).toMatchObject({ bytesPerPosition: 32, averageBytesPerPosition: 32 });
  });

  test('positions may be split over another axis', () => {
    const local = localState(key, resolveParallelism({ contextParallel: 5 }), bf16);
    expect(local).toMatchObject({ bytesPerPosition: 192, positionDegree: 5 });
  });

  test('without a shard every package holds all of it, in whole blocks', () => {
    const latent: StatePart = { name: 'latent', elementsPerPosition: 40, retention: everyPosition };
    const plan = resolveParallelism({ tensorParallel: 8 });
    // 40 elements begin two blocks of 32: 2 × 33 bytes.
    expect(localState(latent, plan, mxfp8).bytesPerPosition).toBe(66);
    expect(localState(latent, plan, fp32).averageBytesPerPosition).toBe(160);
  });
});
