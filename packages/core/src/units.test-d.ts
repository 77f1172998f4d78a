import { expectTypeOf, test } from 'vitest';
import type { Chip, LinkTier, MemoryTier } from './hardware/system.ts';
import {
  bytes,
  gibibytes,
  gigabytesPerSecond,
  gigabytesPerSecondPerDirection,
  microseconds,
  teraflops,
  type Bytes,
  type BytesPerSecond,
  type BytesPerSecondPerDirection,
  type FlopsPerSecond,
} from './units.ts';

test('a size is no bandwidth, and a plain number is neither', () => {
  expectTypeOf<Bytes>().not.toExtend<BytesPerSecond>();
  expectTypeOf<number>().not.toExtend<Bytes>();
  const tier = { name: 'HBM', capacity: gibibytes(80) };
  // @ts-expect-error -- a capacity where a bandwidth belongs
  const wrong: MemoryTier = { ...tier, bandwidth: gibibytes(80) };
  const right: MemoryTier = { ...tier, bandwidth: gigabytesPerSecond(3350) };
  expectTypeOf([wrong, right]).items.toEqualTypeOf<MemoryTier>();
});

test('the bandwidth of a memory is no bandwidth per direction', () => {
  expectTypeOf<BytesPerSecond>().not.toExtend<BytesPerSecondPerDirection>();
  const tier = { name: 'link', packages: 8, latency: microseconds(2) };
  // @ts-expect-error -- which direction does 900 GB/s count?
  const wrong: LinkTier = { ...tier, bandwidth: gigabytesPerSecond(900) };
  const right: LinkTier = { ...tier, bandwidth: gigabytesPerSecondPerDirection(450) };
  expectTypeOf([wrong, right]).items.toEqualTypeOf<LinkTier>();
});

test('a peak must be said to be dense', () => {
  expectTypeOf<number>().not.toExtend<FlopsPerSecond>();
  // @ts-expect-error -- a bare figure may be the sparse one
  const wrong: Chip['peakFlops'] = { bf16: 1979e12 };
  const right: Chip['peakFlops'] = { bf16: teraflops(989) };
  expectTypeOf([wrong, right]).items.toEqualTypeOf<Chip['peakFlops']>();
});

test('units are still numbers to calculate with', () => {
  expectTypeOf(bytes(2) * 3).toEqualTypeOf<number>();
});
