import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { FaultList, MantileError, readOptionGroup, requireWholeNumber } from './errors.ts';

const fault = {
  code: 'spec.invalid',
  path: 'topK',
  message: 'too large.',
  value: 9,
  legal: [1, 2],
};

describe('MantileError', () => {
  test('carries its faults as data, and reads as one line each', () => {
    const cause = new Error('why');
    const error = new MantileError([fault, { ...fault, path: 'other' }], { cause });
    expect(error.code).toBe('spec.invalid');
    expect(error.faults[0]).toEqual(fault);
    expect(error.message).toBe('topK: too large.\nother: too large.');
    expect(error.cause).toBe(cause);
    expect(error.name).toBe('MantileError');
  });

  test('is recognised across copies of the package, which instanceof is not', () => {
    // What another build's copy of the class makes: same fields, another constructor.
    class OtherCopy extends Error {
      readonly marker = '@mantile/core:MantileError';
      readonly faults = [fault];
    }
    const other: unknown = new OtherCopy('topK: too large.');
    expect(other instanceof MantileError).toBe(false);
    expect(MantileError.isInstance(other)).toBe(true);
  });

  test('is not mistaken for another error, or for nothing', () => {
    for (const value of [new Error('x'), undefined, null, 'MantileError', 7, {}]) {
      expect(MantileError.isInstance(value)).toBe(false);
    }
  });

  test('its faults survive a JSON file', () => {
    const error = new MantileError([fault]);
    expect(JSON.parse(JSON.stringify(error.faults))).toEqual([fault]);
  });
});

describe('FaultList', () => {
  test('throws nothing when nothing is wrong', () => {
    const faults = new FaultList();
    expect(faults.isEmpty).toBe(true);
    expect(() => {
      faults.throwIfAny();
    }).not.toThrow();
  });

  test('throws all faults at once, in order', () => {
    const faults = new FaultList();
    requireWholeNumber(faults, 'step.invalid', 'a', 1.5, 1);
    requireWholeNumber(faults, 'step.invalid', 'b', 1, 1);
    requireWholeNumber(faults, 'step.invalid', 'c', -1, 0);
    requireWholeNumber(faults, 'step.invalid', 'd', '3', 0);
    requireWholeNumber(faults, 'step.invalid', 'e', 2 ** 53, 0);
    expect(faults.isEmpty).toBe(false);
    expect(
      faultsOf(() => {
        faults.throwIfAny();
      }).map(({ path, value }) => [path, value]),
    ).toEqual([
      ['a', 1.5],
      ['c', -1],
      ['d', '3'],
      ['e', 2 ** 53],
    ]);
  });
});

test('an option group is an object or absent, never something that reads as empty', () => {
  const faults = new FaultList();
  expect(readOptionGroup({ tensorParallel: 2 }, 'parallelism', faults)).toEqual({
    tensorParallel: 2,
  });
  expect(readOptionGroup<object>(undefined, 'parallelism', faults)).toEqual({});
  expect(faults.isEmpty).toBe(true);
  for (const wrong of [4, 'tp4', [4]]) {
    expect(readOptionGroup(wrong as unknown as object, 'parallelism', faults)).toEqual({});
  }
  expect(
    faultsOf(() => {
      faults.throwIfAny();
    }).map(({ code, value }) => [code, value]),
  ).toEqual([
    ['option.invalid', 4],
    ['option.invalid', 'tp4'],
    ['option.invalid', [4]],
  ]);
});
