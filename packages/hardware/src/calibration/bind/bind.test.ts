import { standardDtypes } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { b200SxmCalibration } from '../coefficients/b200Sxm.ts';
import { h100SxmCalibration } from '../coefficients/h100Sxm.ts';
import { promptPairs } from '../measurements/attentionTables.ts';
import { isLatent, joinedTime, keySpan, windowedShare } from './attentionSizes.ts';
import { chooseFit } from './chooseFit.ts';
import { productFormat } from './formatOf.ts';

const { bf16, fp8, int4, int8, mxfp8, nvfp4 } = standardDtypes;

describe('the longest row of a prompt, from its pairs', () => {
  test.each([
    [1000, 1000],
    [1000, 128],
    [4096, 1024],
  ])('%i tokens in a window of %i', (queries, window) => {
    expect(keySpan(queries, promptPairs(queries, window), 0) / window).toBeCloseTo(1, 1);
  });

  test('a chunk sees what was cached', () => {
    const pairs = 100 * 400 + (100 * 101) / 2;
    expect(keySpan(100, pairs, 400)).toBe(500);
  });

  test('dense counting scores every query against all keys', () => {
    expect(keySpan(100, 100 * 100, 0)).toBe(100);
  });
});

test.each([
  [1000, 1000, 0],
  [1024, 1536, 0.5],
  [128, 256, 1],
  [128, 4096, 1],
])('a span of %i of %i keys counts %d of a window’s waste', (span, length, share) => {
  expect(windowedShare(span, length)).toBe(share);
});

test.each([
  [1, 10],
  [8, 20],
  [12, 20 * 2 ** 0.5],
  [16, 40],
])('of %i new tokens the time is %d', (queries, time) => {
  expect(joinedTime(queries, 10, queries === 1 ? 10 : 20, 40)).toBeCloseTo(time, 12);
});

test('few new tokens take the kernels of a prompt where those are faster', () => {
  expect(joinedTime(8, 10, 50, 30)).toBe(30);
  expect(joinedTime(8, 10, 50, 5)).toBe(10);
});

test('formats of products, by what the chip can compute', () => {
  const hopper = h100SxmCalibration.chip;
  const blackwell = b200SxmCalibration.chip;
  expect(productFormat(bf16, bf16, hopper)).toBe('bf16');
  expect(productFormat(fp8, fp8, hopper)).toBe('fp8');
  expect(productFormat(mxfp8, mxfp8, hopper)).toBe('fp8_block');
  expect(productFormat(fp8, bf16, hopper)).toBe('int8_wo');
  expect(productFormat(nvfp4, nvfp4, blackwell)).toBe('nvfp4');
  // Unpacked to 16 bits on the way into the product.
  expect(productFormat(nvfp4, nvfp4, hopper)).toBe('w4a16_mxfp4');
  expect(productFormat(int4, bf16, blackwell)).toBe('int4_wo');
  expect(productFormat(int8, int8, { ...hopper, teraflops: { int8: 1, bf16: 1 } })).toBe('sq');
});

test('compressed entries are told by what is kept of a position', () => {
  const plain = {
    kind: 'attention',
    name: 'attention',
    kernels: 1,
    heads: 16,
    kvHeads: 2,
    keyWidth: 128,
    valueWidth: 128,
    flopsPerPair: 2 * 16 * 256,
    stateBytesPerPosition: 2 * 2 * 128 * 2,
    stateDtype: bf16,
    computeDtype: bf16,
  } as const;
  expect(isLatent(plain)).toBe(false);
  // Absorbed and expanded forms of the same cache of 512 + 64 elements.
  const kept = { stateBytesPerPosition: 2 * 576 };
  expect(isLatent({ ...plain, ...kept, kvHeads: 1, keyWidth: 576, valueWidth: 512 })).toBe(true);
  expect(isLatent({ ...plain, ...kept, kvHeads: 16, keyWidth: 192 })).toBe(true);
  // One or two of 128 heads on a package: keys and values are narrower than what is kept.
  expect(isLatent({ ...plain, ...kept, heads: 1, kvHeads: 1, keyWidth: 192 })).toBe(true);
  expect(isLatent({ ...plain, ...kept, heads: 2, kvHeads: 2, keyWidth: 192 })).toBe(true);
  // Scales of blocks, and keys without values.
  expect(isLatent({ ...plain, stateBytesPerPosition: 1.1 * 1024 })).toBe(false);
  expect(isLatent({ ...plain, valueWidth: 0 })).toBe(false);
});

describe('which of several kernels is taken', () => {
  test('the engine’s own', () => {
    const wish = { dtype: 'bf16', engine: 'sglang' };
    expect(chooseFit(h100SxmCalibration, 'matmul', wish)?.fit.engine).toBe('sglang');
    expect(chooseFit(h100SxmCalibration, 'matmul', { dtype: 'bf16' })?.fit.engine).toBe('any');
  });

  test('no kernel for special shapes, unless by name', () => {
    const wish = { dtype: 'bf16', engine: 'trtllm' };
    expect(chooseFit(h100SxmCalibration, 'experts', wish)?.fit.variant).toBe('trt_cutlass');
    const named = chooseFit(h100SxmCalibration, 'experts', { ...wish, variant: 'nongated' });
    expect(named?.fit.variant).toBe('trt_nongated');
  });

  test('a related format, where the wished one was not measured', () => {
    const found = chooseFit(h100SxmCalibration, 'matmul', { dtype: 'nvfp4' });
    expect(found?.fit.dtype).toBe('fp8');
  });

  test('none, where nothing like it was measured', () => {
    const empty = { ...h100SxmCalibration, fits: [] };
    expect(chooseFit(empty, 'matmul', { dtype: 'bf16' })).toBeUndefined();
  });
});
