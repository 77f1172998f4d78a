import { describe, expect, test } from 'vitest';
import { toySpec } from './__fixtures__/toyLayer.ts';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { FaultList } from './errors.ts';
import { readSpec, type SpecResult, type SpecSchema } from './spec.ts';

function schemaThat(result: SpecResult<unknown> | Promise<SpecResult<unknown>>): SpecSchema {
  return { '~standard': { version: 1, vendor: 'test', validate: () => result } };
}

function issuesOf(issues: SpecResult<unknown>['issues'], input: object) {
  const faults = new FaultList();
  readSpec(schemaThat({ issues: issues ?? [] }), input, faults);
  return faultsOf(() => {
    faults.throwIfAny();
  });
}

test('a schema of any library will do, this one is written by hand', () => {
  const faults = new FaultList();
  expect(readSpec(toySpec, { width: 96 }, faults)).toMatchObject({ width: 96, heads: 12 });
  expect(faults.isEmpty).toBe(true);
});

describe('issues become faults', () => {
  test('one for each key that a schema does not know, with the keys that it does', () => {
    const { '~standard': standard } = toySpec;
    const schema = {
      shape: { width: 1, heads: 1 },
      '~standard': {
        ...standard,
        validate: () => ({ issues: [{ message: 'unknown', path: [], keys: ['widht', 'x'] }] }),
      },
    };
    const faults = new FaultList();
    readSpec(schema, { widht: 4, x: 5 }, faults);
    const found = faultsOf(() => faults.throwIfAny());
    expect(found).toMatchObject([
      { path: 'widht', value: 4, legal: ['width', 'heads'] },
      { path: 'x', value: 5, legal: ['width', 'heads'] },
    ]);
    expect(found[0]?.message).toContain('did you mean "width"?');
  });

  test('with the path, whatever form its steps have, and the value that lies there', () => {
    const input = { rope: { scaling: ['linear', 'cubic'] } };
    expect(
      issuesOf([{ message: 'no such scaling.', path: ['rope', { key: 'scaling' }, 1] }], input),
    ).toEqual([
      {
        code: 'spec.invalid',
        path: 'rope.scaling.1',
        value: 'cubic',
        message: 'no such scaling.',
      },
    ]);
  });

  test('an issue without a place is one of the whole spec', () => {
    const input = { extra: 1 };
    expect(issuesOf([{ message: 'unrecognised key: extra.' }], input)[0]).toMatchObject({
      path: 'spec',
      value: input,
    });
  });

  test('a path into nothing has no value, and own properties alone are read', () => {
    const [missing, inherited] = issuesOf(
      [
        { message: 'required.', path: ['a', 'b'] },
        { message: 'odd.', path: ['toString'] },
      ],
      { a: null },
    );
    expect(missing?.value).toBeUndefined();
    expect(inherited?.value).toBeUndefined();
  });
});

test('a schema that answers later is no schema for a constructor', () => {
  const later = schemaThat(Promise.resolve({ value: {} }));
  expect(() => readSpec(later, {}, new FaultList())).toThrow(TypeError);
});
