import { describe, expect, test } from 'vitest';
import { standardDtypes } from './dtype.ts';
import { resolveParallelism, type ParallelismOptions } from './parallelism.ts';
import { countParameters, localTensor, type WeightTensor } from './weights.ts';

const { bf16, mxfp4, int4 } = standardDtypes;

function cut(tensor: WeightTensor, degrees: ParallelismOptions, dtype = bf16) {
  const parallelism = resolveParallelism(degrees);
  const packages = Object.values(parallelism).reduce((product, degree) => product * degree, 1);
  return localTensor(tensor, parallelism, dtype, packages);
}

const rows = (units: number): WeightTensor => ({
  name: 'rows',
  shape: [units, 10],
  shards: [{ axis: 'tensorParallel', dimension: 0, units }],
});

describe('localTensor', () => {
  test('what nothing cuts lies on every package', () => {
    const local = cut({ name: 'norm', shape: [64] }, { tensorParallel: 4, contextParallel: 2 });
    expect(local).toMatchObject({ shape: [64], averageShape: [64], bytes: 128 });
    expect(local.totalBytes).toBe(8 * 128);
  });

  test('even pieces add up to the whole', () => {
    const local = cut(rows(8), { tensorParallel: 4 });
    expect(local).toMatchObject({ shape: [2, 10], averageShape: [2, 10], bytes: 40 });
    expect(local.totalBytes).toBe(8 * 10 * 2);
  });

  test('the busiest package holds the rounded-up piece, all together the whole', () => {
    // 10 rows over 4: 3, 3, 2, 2.
    const local = cut(rows(10), { tensorParallel: 4 });
    expect(local).toMatchObject({ shape: [3, 10], averageShape: [2.5, 10], bytes: 60 });
    expect(local.totalBytes).toBe(200);
  });

  test('an axis that cuts nothing replicates uneven pieces too', () => {
    expect(cut(rows(10), { tensorParallel: 4, sequenceParallel: 3 }).totalBytes).toBe(600);
  });

  test('fewer units than packages are replicated: 2 heads over 8', () => {
    const heads: WeightTensor = {
      name: 'k_proj.weight',
      shape: [2 * 16, 10],
      shards: [{ axis: 'tensorParallel', dimension: 0, units: 2 }],
    };
    const local = cut(heads, { tensorParallel: 8 });
    expect(local).toMatchObject({ shape: [16, 10], averageShape: [16, 10], bytes: 320 });
    expect(local.totalBytes).toBe(8 * 320);
  });

  test('two axes may cut two dimensions, or one dimension after another', () => {
    const experts: WeightTensor = {
      name: 'experts.{expert}.up',
      shape: [8, 6, 10],
      shards: [
        { axis: 'expertParallel', dimension: 0, units: 8 },
        { axis: 'tensorParallel', dimension: 1, units: 6 },
      ],
    };
    const local = cut(experts, { expertParallel: 4, tensorParallel: 3 });
    expect(local).toMatchObject({ shape: [2, 2, 10], totalBytes: 8 * 6 * 10 * 2 });

    const both: WeightTensor = {
      name: 'rows',
      shape: [12, 10],
      shards: [
        { axis: 'expertParallel', dimension: 0, units: 12 },
        { axis: 'tensorParallel', dimension: 0, units: 12 },
      ],
    };
    expect(cut(both, { expertParallel: 2, tensorParallel: 3 })).toMatchObject({
      shape: [2, 10],
      totalBytes: 240,
    });
  });

  test('blocks are rounded up on each package: 48 columns begin two blocks of 32', () => {
    // 34 bytes a row; 10 rows over 4 packages are still 10 rows.
    const uneven: WeightTensor = { ...rows(10), shape: [10, 48] };
    const local = cut(uneven, { tensorParallel: 4 }, mxfp4);
    expect(local.bytes).toBe(3 * 34);
    expect(local.totalBytes).toBe(10 * 34);
  });

  test('a cut through blocks stores the torn ones twice', () => {
    // 96 columns are 3 blocks; over 2 packages 48 each, which begin 2 blocks.
    const columns: WeightTensor = {
      name: 'down',
      shape: [5, 96],
      shards: [{ axis: 'tensorParallel', dimension: 1, units: 96 }],
    };
    const local = cut(columns, { tensorParallel: 2 }, mxfp4);
    expect(local.bytes).toBe(5 * 2 * 17);
    expect(local.totalBytes).toBe(2 * 5 * 2 * 17);
  });

  test('half bytes are rounded up on each package', () => {
    // 3 elements of 4 bits over 2 packages: 2 on one (a byte), 1 on the other (a byte).
    const three: WeightTensor = {
      name: 'scale',
      shape: [3],
      shards: [{ axis: 'tensorParallel', dimension: 0, units: 3 }],
    };
    expect(cut(three, { tensorParallel: 2 }, int4)).toMatchObject({ bytes: 1, totalBytes: 2 });
  });
});

describe('a dimension that several parts share', () => {
  // Rows: 12 heads of 2, then 3 groups of 5; 4 columns in two bytes.
  const fused = {
    name: 'fused.weight',
    shape: [39, 4],
    shards: [
      {
        axis: 'tensorParallel',
        dimension: 0,
        units: [
          { size: 24, units: 12 },
          { size: 15, units: 3 },
        ],
      },
    ],
  } as const;
  const over = (tensorParallel: number) => cut(fused, { tensorParallel });

  test('is whole on one package', () => {
    expect(over(1)).toMatchObject({ shape: [39, 4], bytes: 312, totalBytes: 312 });
  });

  test('is cut section by section', () => {
    // 4 heads (8 rows) and 1 group (5 rows) on each of 3 packages.
    expect(over(3)).toMatchObject({ shape: [13, 4], averageShape: [13, 4], totalBytes: 312 });
  });

  test('replicates the units of a section beyond their number', () => {
    // 2 heads (4 rows) and 1 group (5 rows) on each of 6 packages: 54 rows in all.
    expect(over(6)).toMatchObject({ shape: [9, 4], bytes: 72, totalBytes: 432 });
  });

  test('gives some packages a unit more where a section comes out uneven', () => {
    // On 2 packages 6 heads (12 rows) each, and 2 groups (10 rows) or 1 (5 rows).
    expect(over(2)).toMatchObject({ shape: [22, 4], averageShape: [19.5, 4], totalBytes: 312 });
  });
});

describe('countParameters', () => {
  test('experts count in full, and by what a token uses', () => {
    const experts = { name: 'experts.{expert}.weight', shape: [8, 10, 10], usedPerToken: 2 };
    const router = { name: 'router.weight', shape: [8, 10] };
    expect(countParameters([experts, router])).toEqual({ total: 880, active: 280 });
  });

  test('a tied tensor and a buffer are no parameters of the layer', () => {
    const tied = { name: 'weight', shape: [100, 10], sharedWith: 'embedding' };
    const buffer = { name: 'mask', shape: [100], isBuffer: true };
    expect(countParameters([tied, buffer])).toEqual({ total: 0, active: 0 });
  });
});
