import { MantileError, type Fault } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { chips } from '../chips/chips.ts';
import { system, systems } from '../systems/systems.ts';
import type { HardwareDocument } from './hardwareDocument.ts';
import type { HardwareFile } from './hardwareFile.ts';
import { namedChips } from './likelyChips.ts';
import { readHardwareJson } from './readHardwareJson.ts';
import { writeHardwareJson } from './writeHardwareJson.ts';

/** Every key of the format. */
const full: HardwareDocument = {
  name: 'Acme Two',
  description: 'two dies',
  manufacturer: 'Acme',
  compute_per_package_PFlops: { bf16: 1.25, fp8: 2.5, fp4: 5 },
  memory_per_package: [
    { type: 'HBM', capacity_GB: 206.2, bandwidth_GBs: 8192 },
    { type: 'SRAM', capacity_GB: 0.126, bandwidth_GBs: 30000 },
  ],
  interconnect_bandwidth_GBs: 700,
  interconnect_latency_us: 0.25,
  decode_load_overlap: true,
  decode_comms_overlap: 0.5,
  fixed_overhead_per_kernel_us: 2,
  power_kw: 1.2,
  tco_sec_usd: 0.0009,
  packages_per_domain: 72,
  domains_per_cluster: 4,
};

function faultsOf(run: () => unknown): readonly Fault[] {
  try {
    run();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  return [];
}

describe('readHardwareJson', () => {
  test('reads every key into its unit', () => {
    const { file, warnings } = readHardwareJson(full);
    expect(file.system.chip).toMatchObject({
      name: 'Acme Two',
      peakFlops: { bf16: 1.25e15, fp8: 2.5e15, nvfp4: 5e15, mxfp4: 5e15 },
      memory: [
        { name: 'HBM', capacity: 206.2e9, bandwidth: 8192e9 },
        { name: 'SRAM', capacity: 126e6, bandwidth: 30000e9 },
      ],
      powerWatts: 1200,
      // 0.0009 USD a second × 3600.
      pricePerHourUsd: 3.24,
    });
    expect(file.system.tiers).toEqual([
      { name: 'interconnect', packages: 72, bandwidth: 700e9, latency: 0.25e-6 },
    ]);
    expect(file.system.efficiency?.overlapSpan).toBe('operation');
    expect(file).toMatchObject({
      manufacturer: 'Acme',
      decodeLoadOverlap: true,
      decodeCommunicationOverlap: 0.5,
      overheadPerKernelMicroseconds: 2,
      domainsPerCluster: 4,
    });
    expect(warnings).toEqual([]);
  });

  test('reads text as well', () => {
    expect(readHardwareJson(JSON.stringify(full)).file.system.name).toBe('Acme Two');
    expect(faultsOf(() => readHardwareJson('{'))[0]?.code).toBe('hardware_json.syntax');
  });

  test('says which default it took', () => {
    const { interconnect_latency_us: _, ...silent } = full;
    const { file } = readHardwareJson(silent);
    expect(file.system.defaults.map(({ path }) => path)).toEqual(['interconnect_latency_us']);
  });

  test('refuses everything wrong at once, by its path', () => {
    const faults = faultsOf(() =>
      readHardwareJson({
        name: '',
        compute_per_package_PFlops: { bf16: -1, bf61: 1 },
        memory_per_package: [{ type: 'HBM', capacity_GB: '80', bandwidth_GBs: 1 }],
        packages_per_domain: 1.5,
        powerkw: 1,
      }),
    );
    const paths = faults.map(({ path }) => path);
    expect(paths).toContain('name');
    expect(paths).toContain('compute_per_package_PFlops.bf16');
    expect(paths).toContain('memory_per_package.0.capacity_GB');
    expect(paths).toContain('packages_per_domain');
    expect(paths.includes('compute_per_package_PFlops.bf61')).toBe(true);
    expect(paths.includes('powerkw')).toBe(true);
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['hardware_json.invalid']));
  });

  test('refuses a domain without a rate', () => {
    const { interconnect_bandwidth_GBs: _, ...unjoined } = full;
    expect(faultsOf(() => readHardwareJson(unjoined))[0]?.path).toBe('interconnect_bandwidth_GBs');
  });
});

describe('warnings name the likely mistake', () => {
  const h100: HardwareDocument = {
    name: 'NVIDIA H100 SXM',
    compute_per_package_PFlops: { bf16: 0.989, fp8: 1.979 },
    memory_per_package: [{ type: 'HBM3', capacity_GB: 85.52, bandwidth_GBs: 3350 }],
    interconnect_bandwidth_GBs: 450,
    packages_per_domain: 8,
    power_kw: 0.7,
    tco_sec_usd: 0.0008,
  };
  const warningsOf = (change: Partial<HardwareDocument>) =>
    readHardwareJson({ ...h100, ...change }).warnings.map(({ code, path, likely }) => ({
      code,
      path,
      likely,
    }));

  test('none for right figures', () => {
    expect(warningsOf({})).toEqual([]);
  });

  test('sparse peaks: a file that circulates has both at twice their dense value', () => {
    const sparse = warningsOf({ compute_per_package_PFlops: { bf16: 1.98, fp8: 3.96 } });
    expect(sparse).toEqual([
      { code: 'suspicious.sparse_peak', path: 'compute_per_package_PFlops.bf16', likely: 0.9894 },
      { code: 'suspicious.sparse_peak', path: 'compute_per_package_PFlops.fp8', likely: 1.9789 },
    ]);
  });

  test('sparse peaks of a chip that only its memory gives away', () => {
    const [warning] = warningsOf({ name: 'my card', compute_per_package_PFlops: { bf16: 1.979 } });
    expect(warning?.code).toBe('suspicious.sparse_peak');
  });

  test('twice a dense peak whose sparse one nobody prints', () => {
    const b300 = { name: 'B300', compute_per_package_PFlops: { bf16: 4.5 }, power_kw: 1.1 };
    const [warning] = readHardwareJson({ ...h100, ...b300 }).warnings;
    expect(warning).toMatchObject({ code: 'suspicious.sparse_peak', likely: 2.25 });
    expect(warning?.message).toContain('two packages counted as one');
  });

  test('a dense peak that another format has sparse is no mistake', () => {
    expect(warningsOf({ compute_per_package_PFlops: { fp8: 1.979 } })).toEqual([]);
  });

  test('both directions added up', () => {
    expect(warningsOf({ interconnect_bandwidth_GBs: 900 })).toEqual([
      { code: 'suspicious.both_directions', path: 'interconnect_bandwidth_GBs', likely: 450 },
    ]);
  });

  test('a rack’s and a node’s power on a package', () => {
    expect(warningsOf({ power_kw: 120 })[0]?.code).toBe('suspicious.rack_power');
    expect(warningsOf({ power_kw: 10.2 })).toEqual([
      { code: 'suspicious.node_power', path: 'power_kw', likely: 0.7 },
    ]);
    // The wafer does draw 23 kW.
    const wafer = { name: 'WSE-3', power_kw: 23 };
    expect(warningsOf(wafer).map(({ code }) => code)).toEqual([]);
  });

  test('watts on a package, beside the power of a rack', () => {
    const codesOf = (change: Partial<HardwareDocument>) =>
      warningsOf(change).map(({ code, likely }) => [code, likely]);
    expect(codesOf({ power_kw: 700 })).toEqual([['suspicious.unit', 0.7]]);
    const memory = [{ type: 'HBM', capacity_GB: 99, bandwidth_GBs: 2222 }];
    const unknown = { name: 'Acme', memory_per_package: memory };
    expect(codesOf({ ...unknown, power_kw: 700 })).toEqual([['suspicious.unit', 0.7]]);
    expect(codesOf({ name: 'NVIDIA L4', power_kw: 72 })).toContainEqual(['suspicious.unit', 0.072]);
    for (const power_kw of [700, 120]) {
      const [warning] = readHardwareJson({ ...h100, ...unknown, power_kw }).warnings;
      expect(warning?.message).toContain('whole rack');
      expect(warning?.message).toContain(`${power_kw} W, that is ${power_kw / 1000} kW`);
    }
  });

  test('GiB for GB', () => {
    const memory = [{ type: 'HBM3', capacity_GB: 80, bandwidth_GBs: 3350 }];
    const [warning] = warningsOf({ memory_per_package: memory });
    expect(warning).toMatchObject({ code: 'suspicious.binary_capacity' });
    // 81559 MiB in decimal gigabytes.
    expect(warning?.likely).toBeCloseTo(85.52, 2);
  });

  test('units a thousand or 3600 times off', () => {
    const memory = [{ type: 'HBM3', capacity_GB: 85.5, bandwidth_GBs: 3.35 }];
    expect(warningsOf({ memory_per_package: memory })[0]?.likely).toBe(3350);
    expect(warningsOf({ compute_per_package_PFlops: { bf16: 989 } })[0]?.likely).toBe(0.989);
    expect(warningsOf({ tco_sec_usd: 2.5 })[0]?.likely).toBeCloseTo(2.5 / 3600, 12);
  });
});

describe('namedChips', () => {
  const named = (name: string) => namedChips({ ...full, name }).map(({ id }) => id);

  test('finds a chip under the spellings of its name, and no other', () => {
    expect(named('NVIDIA H100 SXM5 80GB')).toEqual(['h100-sxm', 'h100-pcie', 'h100-nvl']);
    expect(named('gb200 NVL72')).toEqual(['gb200']);
    expect(named('GH200')).toEqual(['gh200', 'gh200-144']);
    expect(named('Gaudi 3')).toEqual(['gaudi3']);
    expect(named('RTX-4090')).toEqual(['rtx4090']);
    expect(named('RTX PRO 6000')).toEqual(['rtx-pro-6000-server']);
    expect(named('TPU v5e')).toEqual(['tpu-v5e']);
    expect(named('M2 Ultra')).toEqual(['m2-ultra']);
    expect(named('WSE-3')).toEqual(['wse-3']);
    expect(named('L40S')).toEqual(['l40s']);
    expect(named('A10G')).toEqual([]);
  });

  test.each(chips.map(({ id }) => id))('finds %s by its id', (id) => {
    expect(named(id)).toContain(id);
  });
});

describe('round trips', () => {
  test('what is read is what is written, key by key', () => {
    expect(writeHardwareJson(readHardwareJson(full).file)).toEqual(full);
  });

  test.each(systems.map(({ id }) => id))('%s survives being written and read', (id) => {
    const original = system(id);
    const document = writeHardwareJson({ system: original });
    const { file, warnings } = readHardwareJson(JSON.stringify(document));
    expect(file.system.chip.peakFlops).toEqual(original.chip.peakFlops);
    expect(file.system.chip.memory).toEqual(original.chip.memory);
    expect(file.system.chip.powerWatts).toBe(original.chip.powerWatts);
    expect(file.system.tiers[0]?.bandwidth).toBeCloseTo(original.tiers[0]?.bandwidth ?? NaN, 0);
    // The catalogue's own figures are above suspicion.
    expect(warnings).toEqual([]);
    expect(writeHardwareJson(file)).toEqual(document);
  });

  test('a chip without dense peaks cannot be written', () => {
    const { chip, ...rest } = system('dgx-h100');
    const faults = faultsOf(() =>
      writeHardwareJson({ system: { ...rest, chip: { ...chip, peakFlops: {} } } }),
    );
    expect(faults[0]?.code).toBe('hardware.figure_missing');
  });

  test('what is no hardware file is refused with what to hand over', () => {
    const write = (file: unknown) => faultsOf(() => writeHardwareJson(file as HardwareFile));
    const bare = system('dgx-h100');
    for (const file of [bare, bare.chip, null, undefined, 'dgx-h100', [bare]]) {
      expect(write(file)).toMatchObject([{ code: 'hardware_json.invalid', path: 'system' }]);
    }
    expect(write(bare)[0]?.message).toContain('writeHardwareJson({ system })');
    expect(write({ system: bare.chip }).map(({ path }) => path)).toEqual([
      'system.chip',
      'system.tiers',
    ]);
  });

  test('a format that the file has no name for is refused', () => {
    const dgx = system('dgx-h100');
    const chip = { ...dgx.chip, peakFlops: { fp9: 1e15 } } as unknown as typeof dgx.chip;
    expect(faultsOf(() => writeHardwareJson({ system: { ...dgx, chip } }))).toMatchObject([
      { code: 'hardware_json.invalid', path: 'system.chip.peakFlops.fp9' },
    ]);
  });

  test('a system of core, which lists no defaults, is written', () => {
    const { name, chip, tiers } = system('dgx-h100');
    const file = { system: { name, chip, tiers } } as unknown as HardwareFile;
    expect(writeHardwareJson(file).interconnect_latency_us).toBeGreaterThan(0);
  });
});
