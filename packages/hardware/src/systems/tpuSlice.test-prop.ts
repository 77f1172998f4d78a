import { groupLevels } from '@mantile/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { tpuSlice } from './tpuSlice.ts';

const shape = fc
  .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }))
  .filter(([a, b]) => a * b > 1);

describe('a slice', () => {
  test.prop({ shape, share: fc.double({ min: 0, max: 1, noNaN: true }) })(
    'gives a group at least one link of each chip, at most all, and more only to larger groups',
    ({ shape, share }) => {
      const slice = tpuSlice('tpu-v6e', shape);
      const all = shape[0] * shape[1];
      const rate = (packages: number) =>
        groupLevels(slice, { name: 'group', packages, stride: 1 })[0]?.bandwidth ?? NaN;
      const some = 2 + Math.floor(share * (all - 2));
      expect(rate(2)).toBeGreaterThanOrEqual(100e9);
      expect(rate(some)).toBeGreaterThanOrEqual(rate(2));
      expect(rate(all)).toBeGreaterThanOrEqual(rate(some));
      expect(rate(all)).toBeLessThanOrEqual(400e9);
    },
  );
});
