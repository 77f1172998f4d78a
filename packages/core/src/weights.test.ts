import { describe, expect, it } from 'vitest';
import { standardDtypes } from './dtype.ts';
import { resolveParallelism } from './parallelism.ts';
import { localTensor } from './weights.ts';

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
  const cut = (tensorParallel: number) =>
    localTensor(fused, resolveParallelism({ tensorParallel }), standardDtypes.bf16, tensorParallel);

  it('is whole on one package', () => {
    expect(cut(1)).toMatchObject({ shape: [39, 4], bytes: 312, totalBytes: 312 });
  });

  it('is cut section by section', () => {
    // 4 heads (8 rows) and 1 group (5 rows) on each of 3 packages.
    expect(cut(3)).toMatchObject({ shape: [13, 4], averageShape: [13, 4], totalBytes: 312 });
  });

  it('replicates the units of a section beyond their number', () => {
    // 2 heads (4 rows) and 1 group (5 rows) on each of 6 packages: 54 rows in all.
    expect(cut(6)).toMatchObject({ shape: [9, 4], bytes: 72, totalBytes: 432 });
  });

  it('gives some packages a unit more where a section comes out uneven', () => {
    // On 2 packages 6 heads (12 rows) each, and 2 groups (10 rows) or 1 (5 rows).
    expect(cut(2)).toMatchObject({ shape: [22, 4], averageShape: [19.5, 4], totalBytes: 312 });
  });
});
