import { MantileError, type Fault } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { readHardwareJson } from './readHardwareJson.ts';

const h100 = {
  name: 'H100 SXM',
  compute_per_package_PFlops: { bf16: 0.989 },
  memory_per_package: [{ type: 'HBM3', capacity_GB: 85.5, bandwidth_GBs: 3350 }],
};

function memory(capacity_GB: number, bandwidth_GBs: number, type = 'HBM3'): object {
  return { memory_per_package: [{ type, capacity_GB, bandwidth_GBs }] };
}

describe('a unit that is off is named, with the figure that was likely meant', () => {
  test.each([
    ['bytes', memory(85.5e9, 3350), 'memory_per_package.0.capacity_GB', 85.5],
    ['MB', memory(85_500, 3350), 'memory_per_package.0.capacity_GB', 85.5],
    ['MB/s', memory(85.5, 3_350_000), 'memory_per_package.0.bandwidth_GBs', 3350],
    ['Gbit/s', { interconnect_bandwidth_GBs: 3600 }, 'interconnect_bandwidth_GBs', 450],
    ['nanoseconds', { interconnect_latency_us: 500 }, 'interconnect_latency_us', 0.5],
    ['seconds', { interconnect_latency_us: 1e-6 }, 'interconnect_latency_us', 1],
    ['nanoseconds', { fixed_overhead_per_kernel_us: 4000 }, 'fixed_overhead_per_kernel_us', 4],
  ])('%s: %j', (unit, change, path, likely) => {
    const { warnings } = readHardwareJson({ ...h100, ...change });
    expect(warnings.map((each) => [each.code, each.path])).toEqual([['suspicious.unit', path]]);
    expect(warnings[0]?.likely).toBeCloseTo(likely, 9);
    expect(warnings[0]?.message).toContain(unit);
  });

  test.each([
    memory(44, 21_000_000, 'SRAM'),
    memory(6000, 600, 'DDR5'),
    { interconnect_latency_us: 0, fixed_overhead_per_kernel_us: 15 },
  ])('none for %j', (change) => {
    expect(readHardwareJson({ ...h100, ...change, name: 'Acme' }).warnings).toEqual([]);
  });
});

describe('what is refused says what is expected', () => {
  const faultsOf = (change: object): readonly Fault[] => {
    try {
      readHardwareJson({ ...h100, ...change });
    } catch (error) {
      if (MantileError.isInstance(error)) return error.faults;
      throw error;
    }
    return [];
  };

  test.each([
    [{ powr_kw: 1 }, 'powr_kw', 'did you mean "power_kw"?'],
    [{ compute_per_package_PFlops: { bf17: 1 } }, 'compute_per_package_PFlops.bf17', '"bf16"'],
    [
      { memory_per_package: [{ ...h100.memory_per_package[0], bandwidth_GB: 1 }] },
      'memory_per_package.0.bandwidth_GB',
      '"bandwidth_GBs"',
    ],
    [{ decode_load_overlap: 90 }, 'decode_load_overlap', 'which share of, memory traffic'],
    [{ power_kw: -1 }, 'power_kw', 'Power of one package in kilowatts'],
  ])('%j', (change, path, advice) => {
    const [fault] = faultsOf(change);
    expect(fault).toMatchObject({ code: 'hardware_json.invalid', path });
    expect(fault?.message).toContain(advice);
  });
});
