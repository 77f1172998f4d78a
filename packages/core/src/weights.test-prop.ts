import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { defineDtype, tensorBytes } from './dtype.ts';
import { resolveParallelism } from './parallelism.ts';
import { localTensor, type WeightTensor } from './weights.ts';

const dtype = fc
  .record({ bits: fc.integer({ min: 1, max: 16 }), blockSize: fc.constantFrom(1, 3, 16, 32) })
  .map(({ bits, blockSize }) =>
    defineDtype({ name: 'any', bits, blockSize, scaleBits: blockSize === 1 ? 0 : 8 }),
  );
const count = fc.integer({ min: 1, max: 12 });

/** Units that package `index` of `degree` holds, dealt out one after another. */
function unitsOf(index: number, units: number, degree: number): number {
  if (units <= degree) return 1;
  return Array.from({ length: units }, (_, unit) => unit % degree).filter((at) => at === index)
    .length;
}

test.prop([count, count, count, count, count, count, dtype])(
  'the packages, one by one, hold what is reported of the busiest and in total',
  (rowUnits, rowsPerUnit, columns, tensorParallel, sequenceParallel, expertParallel, format) => {
    const tensor: WeightTensor = {
      name: 'any',
      shape: [rowUnits * rowsPerUnit, columns],
      shards: [
        { axis: 'tensorParallel', dimension: 0, units: rowUnits },
        { axis: 'expertParallel', dimension: 1, units: columns },
      ],
    };
    const plan = resolveParallelism({ tensorParallel, sequenceParallel, expertParallel });
    const packages = tensorParallel * sequenceParallel * expertParallel;
    const local = localTensor(tensor, plan, format, packages);

    const held: number[] = [];
    for (let index = 0; index < packages; index += 1) {
      const row = index % tensorParallel;
      const column = Math.floor(index / tensorParallel) % expertParallel;
      const shape = [
        unitsOf(row, rowUnits, tensorParallel) * rowsPerUnit,
        unitsOf(column, columns, expertParallel),
      ];
      held.push(tensorBytes(format, shape));
    }
    expect(local.totalBytes).toBe(held.reduce((sum, bytes) => sum + bytes, 0));
    expect(local.bytes).toBe(Math.max(...held));
  },
);
