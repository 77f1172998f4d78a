import { expect, test } from 'vitest';
import { faultsOf } from '../__fixtures__/faultsOf.ts';
import { toyChip } from '../__fixtures__/toySystem.ts';
import { computeRate } from './computeRate.ts';
import { defineDtype, standardDtypes } from '../dtype.ts';
import { teraflops } from '../units.ts';

test.each([
  ['bf16', 'bf16', 100e12],
  ['fp8', 'fp8', 200e12],
  ['mxfp8', 'fp8', 200e12],
  // Weights of four bits are unpacked to sixteen, as weight-only kernels do.
  ['nvfp4', 'bf16', 100e12],
  ['int4', 'bf16', 100e12],
  ['fp16', 'bf16', 100e12],
] as const)('%s is computed in %s', (asked, dtype, flopsPerSecond) => {
  expect(computeRate(toyChip, standardDtypes[asked])).toEqual({ dtype, flopsPerSecond });
});

test('a peak under another name of the same format counts', () => {
  const chip = { ...toyChip, peakFlops: { bf16: teraflops(100), fp8_e4m3: teraflops(200) } };
  expect(computeRate(chip, standardDtypes.fp8).dtype).toBe('fp8_e4m3');
});

test('what has no fallback on the chip is refused, with what the chip has', () => {
  const [fault] = faultsOf(() => computeRate(toyChip, standardDtypes.fp32));
  expect(fault).toMatchObject({
    code: 'hardware.dtype_missing',
    path: 'hardware.chip.peakFlops.fp32',
    value: 'fp32',
    legal: ['bf16', 'fp8'],
  });
  expect(fault?.message).toContain('fp64');
  const alone = defineDtype({ name: 'posit16', bits: 16, fallbacks: [] });
  expect(faultsOf(() => computeRate({ ...toyChip, peakFlops: {} }, alone))[0]?.message).toBe(
    'toy chip has no peak for posit16; it has none.',
  );
});

test('a format named like a property of every object is not found on the chip', () => {
  const odd = defineDtype({ name: 'toString', bits: 16 });
  expect(computeRate(toyChip, odd).dtype).toBe('bf16');
});
