import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import {
  divisorsOf,
  parallelAxes,
  resolveParallelism,
  type ParallelismOptions,
} from './parallelism.ts';

test('an absent axis is 1', () => {
  const plan = resolveParallelism({ tensorParallel: 8, expertParallel: undefined as never });
  expect(plan.tensorParallel).toBe(8);
  expect(parallelAxes.filter((axis) => plan[axis] === 1)).toHaveLength(parallelAxes.length - 1);
});

test('a degree of 1 is legal on any axis', () => {
  expect(resolveParallelism({ expertParallel: 1 }, ['tensorParallel']).expertParallel).toBe(1);
});

test('all faults at once: unknown axes, bad degrees, unsupported axes', () => {
  const options = {
    tensorParalel: 2,
    tensorParallel: 0,
    contextParallel: 1.5,
    dataParallel: 2,
  } as ParallelismOptions;
  const faults = faultsOf(() => resolveParallelism(options, ['tensorParallel', 'contextParallel']));
  expect(faults.map(({ code, path, value }) => [code, path, value])).toEqual([
    ['parallelism.unknown_axis', 'parallelism.tensorParalel', 'tensorParalel'],
    ['parallelism.invalid_degree', 'parallelism.tensorParallel', 0],
    ['parallelism.invalid_degree', 'parallelism.contextParallel', 1.5],
    ['parallelism.unsupported_axis', 'parallelism.dataParallel', 2],
  ]);
  expect(faults[0]?.message).toContain('did you mean "tensorParallel"?');
  expect(faults[0]?.legal).toEqual(parallelAxes);
  expect(faults[3]?.legal).toEqual([1]);
  expect(faults[3]?.message).toContain('tensorParallel, contextParallel');
});

test('a layer that cannot be split at all says so', () => {
  const [fault] = faultsOf(() => resolveParallelism({ tensorParallel: 2 }, []));
  expect(fault?.message).toContain('no axis');
});

describe('divisorsOf', () => {
  test.each([
    [1, [1]],
    [7, [1, 7]],
    [36, [1, 2, 3, 4, 6, 9, 12, 18, 36]],
    [64, [1, 2, 4, 8, 16, 32, 64]],
  ])('%d', (count, divisors) => {
    expect(divisorsOf(count)).toEqual(divisors);
  });
});
