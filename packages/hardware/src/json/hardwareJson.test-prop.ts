import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import type { HardwareDocument } from './hardwareDocument.ts';
import { readHardwareJson } from './readHardwareJson.ts';
import { writeHardwareJson } from './writeHardwareJson.ts';

/** A figure as people write them: a few digits, whatever its size. */
const figure = fc
  .tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: -6, max: 0 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`));

const document = fc.record(
  {
    name: fc.string({ minLength: 1 }),
    description: fc.string(),
    manufacturer: fc.string(),
    compute_per_package_PFlops: fc.dictionary(
      fc.constantFrom('fp64', 'tf32', 'bf16', 'fp16', 'fp8', 'int8', 'fp4', 'int4'),
      figure,
      { minKeys: 1 },
    ),
    memory_per_package: fc.array(
      fc.record({
        type: fc.constantFrom('HBM', 'SRAM'),
        capacity_GB: figure,
        bandwidth_GBs: figure,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    interconnect_bandwidth_GBs: figure,
    interconnect_latency_us: figure,
    decode_load_overlap: fc.boolean(),
    decode_comms_overlap: fc.double({ min: 0, max: 1, noNaN: true }),
    fixed_overhead_per_kernel_us: figure,
    power_kw: figure,
    tco_sec_usd: figure,
    packages_per_domain: fc.integer({ min: 2, max: 100_000 }),
    domains_per_cluster: fc.integer({ min: 1, max: 1000 }),
  },
  { noNullPrototype: true },
) as fc.Arbitrary<HardwareDocument>;

describe('hardware files', () => {
  test.prop({ document })('are written as they were read', ({ document }) => {
    const { file } = readHardwareJson(JSON.stringify(document));
    const written = writeHardwareJson(file);
    // A file has one price and one power: an hour's price is written by the second again.
    expect({ ...written, tco_sec_usd: undefined }).toEqual({ ...document, tco_sec_usd: undefined });
    expect(written.tco_sec_usd).toBeCloseTo(document.tco_sec_usd ?? NaN, 9);
  });
});
