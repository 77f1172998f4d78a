import { expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { defineDtype, standardDtypes, type Dtype, type DtypeName } from './dtype.ts';
import { resolveDtype, resolveDtypes, type DtypeOptions } from './dtypeRoles.ts';

test('one dtype sets every role, bf16 when nothing is said', () => {
  for (const [options, name] of [
    [{}, 'bf16'],
    [{ dtype: 'fp8' }, 'fp8'],
  ] as const) {
    const { weights, activations, kvCache, compute, communication } = resolveDtypes(options);
    const names = [weights, activations, kvCache, compute, communication].map((of) => of.name);
    expect(names).toEqual(Array.from({ length: 5 }, () => name));
  }
});

test('a role of its own leaves the others alone', () => {
  const own = defineDtype({ name: 'int5', bits: 5 });
  const dtypes = resolveDtypes({ dtype: 'fp16', dtypes: { weights: own, kvCache: 'fp8' } });
  expect(dtypes.weights).toBe(own);
  expect(dtypes.kvCache).toBe(standardDtypes.fp8);
  expect(dtypes.compute).toBe(standardDtypes.fp16);
});

test('an unknown name is refused with the nearest known one', () => {
  const [fault] = faultsOf(() => resolveDtype('bf17' as DtypeName));
  expect(fault).toMatchObject({ code: 'dtype.unknown', path: 'dtype', value: 'bf17' });
  expect(fault?.legal).toContain('mxfp4');
  expect(fault?.message).toContain('did you mean "bf16"?');
});

test('what is neither name nor definition is refused', () => {
  expect(faultsOf(() => resolveDtype(16 as unknown as Dtype))[0]?.code).toBe('dtype.unknown');
  expect(faultsOf(() => resolveDtype('toString' as DtypeName))[0]?.code).toBe('dtype.unknown');
  const negative = { ...standardDtypes.bf16, bits: -16 };
  expect(faultsOf(() => resolveDtype(negative))[0]).toMatchObject({
    code: 'dtype.invalid',
    path: 'dtype.bits',
    value: -16,
  });
});

test('all faults come at once, each with its path', () => {
  const options = {
    dtype: 'half',
    dtypes: { weight: 'fp8', compute: 'fp9', communication: {} },
  } as unknown as DtypeOptions;
  const faults = faultsOf(() => resolveDtypes(options));
  expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'dtype.unknown_role dtypes.weight',
    'dtype.unknown dtype',
    'dtype.unknown dtypes.compute',
    'dtype.invalid dtypes.communication.name',
    'dtype.invalid dtypes.communication.bits',
    'dtype.invalid dtypes.communication.blockSize',
    'dtype.invalid dtypes.communication.scaleBits',
    'dtype.invalid dtypes.communication.zeroPointBits',
    'dtype.invalid dtypes.communication.fallbacks',
  ]);
  expect(faults[0]?.message).toContain('did you mean "weights"?');
});

test('roles that are no object are refused', () => {
  const options = { dtypes: 8 } as unknown as DtypeOptions;
  expect(faultsOf(() => resolveDtypes(options))[0]).toMatchObject({
    code: 'option.invalid',
    path: 'dtypes',
  });
});
