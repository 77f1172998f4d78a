import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import {
  bitsPerElement,
  bytesOf,
  bytesPerElement,
  defineDtype,
  standardDtypes,
  tensorBytes,
} from './dtype.ts';

const { bf16, fp8, int4, mxfp4, mxfp8, nvfp4, nvfp8 } = standardDtypes;

test.each([
  ['fp64', 64],
  ['fp32', 32],
  ['tf32', 32],
  ['bf16', 16],
  ['fp16', 16],
  ['fp8', 8],
  ['fp8_e4m3', 8],
  ['fp8_e5m2', 8],
  ['int8', 8],
  ['int4', 4],
  // One 8-bit scale for 32 elements, and for 16.
  ['mxfp8', 8.25],
  ['mxfp6', 6.25],
  ['mxfp4', 4.25],
  ['nvfp4', 4.5],
  ['nvfp8', 8.25],
] as const)('%s takes %d bits per element, scales included', (name, bits) => {
  expect(bitsPerElement(standardDtypes[name])).toBe(bits);
  expect(bytesPerElement(standardDtypes[name])).toBe(bits / 8);
});

test('nvfp8 is another name of mxfp8', () => {
  expect(nvfp8).toBe(mxfp8);
});

test('every fallback is a format that is known', () => {
  for (const { fallbacks, name } of Object.values(standardDtypes)) {
    for (const fallback of fallbacks) expect(standardDtypes).toHaveProperty(fallback);
    expect(fallbacks).not.toContain(name);
  }
});

describe('exact bytes', () => {
  test.each([
    // Whole blocks: 32 elements of 4 bits and a scale of 8 bits are 17 bytes.
    ['a full block', mxfp4, 32, 17],
    ['a block begun is a block stored', mxfp4, 33, 34],
    ['a single element', mxfp4, 1, 17],
    ['blocks of 16: 8 + 1 bytes', nvfp4, 48, 27],
    ['two packed elements', int4, 2, 1],
    ['an odd packed element', int4, 3, 2],
    ['plain bytes', bf16, 5, 10],
    ['nothing', mxfp4, 0, 0],
  ])('%s', (_, dtype, elements, expected) => {
    expect(bytesOf(dtype, elements)).toBe(expected);
  });

  test('blocks never cross a row, plain formats are packed through', () => {
    // 24 elements begin two blocks of 16: 2 × 9 bytes in each of 4 rows.
    expect(tensorBytes(nvfp4, [4, 24])).toBe(72);
    // 3 rows of 3 elements of 4 bits: 36 bits.
    expect(tensorBytes(int4, [3, 3])).toBe(5);
    expect(tensorBytes(bf16, [2, 3, 4])).toBe(48);
    expect(tensorBytes(fp8, [])).toBe(1);
  });

  test('a trillion parameters are counted to the byte', () => {
    expect(tensorBytes(nvfp4, [1_000_000, 1_000_000])).toBe(562_500_000_000);
  });
});

describe('defineDtype', () => {
  test('fills in a plain format that falls back to sixteen bits', () => {
    expect(defineDtype({ name: 'int3', bits: 3 })).toEqual({
      name: 'int3',
      bits: 3,
      blockSize: 1,
      scaleBits: 0,
      zeroPointBits: 0,
      fallbacks: ['bf16', 'fp16', 'tf32', 'fp32'],
    });
  });

  test('counts zero points: 4 + (16 + 4) / 128 bits', () => {
    const grouped = defineDtype({
      name: 'int4-g128',
      bits: 4,
      blockSize: 128,
      scaleBits: 16,
      zeroPointBits: 4,
    });
    expect(bitsPerElement(grouped)).toBe(4.15625);
    // 128 · 4 + 20 = 532 bits: 66.5 bytes, stored as 67.
    expect(bytesOf(grouped, 128)).toBe(67);
  });

  test('refuses impossible figures, all at once', () => {
    const faults = faultsOf(() =>
      defineDtype({
        name: '',
        bits: 0,
        blockSize: 0,
        scaleBits: -1,
        zeroPointBits: 0.5,
        fallbacks: [16 as unknown as string],
      }),
    );
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'dtype.invalid dtype.name',
      'dtype.invalid dtype.bits',
      'dtype.invalid dtype.blockSize',
      'dtype.invalid dtype.scaleBits',
      'dtype.invalid dtype.zeroPointBits',
      'dtype.invalid dtype.fallbacks',
    ]);
  });
});
