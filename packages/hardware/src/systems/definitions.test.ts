import { groupLevels, MantileError, type Fault, type System } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { h100Sxm } from '../chips/nvidia/h100Sxm.ts';
import { cluster } from './cluster.ts';
import { defineSystem, type LinkDefinition, type SystemDefinition } from './defineSystem.ts';
import { system } from './systems.ts';
import { tpuSlice, type TpuId } from './tpuSlice.ts';

function faultsOf(run: () => unknown): readonly Fault[] {
  try {
    run();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  return [];
}

describe('cluster', () => {
  test('adds a tier of the reference build, and says so', () => {
    const pod = cluster(system('dgx-b300'), { nodes: 3 });
    expect(pod.tiers.map(({ packages }) => packages)).toEqual([8, 24]);
    expect(pod.tiers[1]?.bandwidth).toBe(100e9);
    expect(pod.defaults.map(({ path, value }) => [path, value])).toEqual([
      ['scaleOut', 'ib-xdr'],
      ['linksPerPackage', 1],
    ]);
    expect(pod.powerWatts?.perNode).toBe(14000);
  });

  test('takes another network, as many ports as stated, and reduction only where it can', () => {
    const options = { nodes: 2, linksPerPackage: 2, hasInNetworkReduction: true } as const;
    const infiniband = cluster(system('dgx-h100'), { ...options, scaleOut: 'ib-ndr' });
    expect(infiniband.tiers[1]).toMatchObject({ bandwidth: 100e9, hasInNetworkReduction: true });
    const ethernet = cluster(system('dgx-h100'), { ...options, scaleOut: 'eth-400' });
    expect(ethernet.tiers[1]).toMatchObject({ bandwidth: 100e9, hasInNetworkReduction: false });
    expect(ethernet.defaults).toEqual([]);
  });

  test('shares a port among packages where the reference build does', () => {
    // Two ports of 100 Gbit/s for eight chips: 3.125 GB/s each.
    expect(cluster(system('tpu-v5e-pod'), { nodes: 2 }).tiers[1]?.bandwidth).toBe(3.125e9);
  });

  test('refuses what is no cluster, all at once', () => {
    const alone: System = { name: 'one chip', chip: h100Sxm, tiers: [] };
    const faults = faultsOf(() => cluster(alone, { nodes: 1, linksPerPackage: 0 }));
    expect(faults.map(({ path }) => path)).toEqual(['nodes', 'linksPerPackage', 'scaleOut']);
  });

  test('refuses keys that nobody reads, with all other faults', () => {
    const options = { node: 4, scaleout: 'eth-400', hasInNetworkReduction: 'yes' };
    const faults = faultsOf(() =>
      cluster(system('dgx-h100'), options as unknown as Parameters<typeof cluster>[1]),
    );
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['hardware.unknown_key', 'node'],
      ['hardware.unknown_key', 'scaleout'],
      ['option.invalid', 'nodes'],
      ['option.invalid', 'hasInNetworkReduction'],
    ]);
    expect(faults[0]?.message).toContain('did you mean "nodes"');
  });

  test('refuses a link that there is not beside a count that is none', () => {
    const faults = faultsOf(() =>
      cluster(system('dgx-h100'), { nodes: 1e9, scaleOut: 'ib-nrd' as 'ib-ndr' }),
    );
    expect(faults.map(({ path }) => path)).toEqual(['nodes', 'scaleOut']);
    expect(faults[1]?.message).toContain('did you mean "ib-ndr"');
  });

  test.each([null, undefined, 4, []])('refuses %j in place of options, or of a system', (value) => {
    const refused = [{ code: 'hardware.invalid' }];
    expect(faultsOf(() => cluster(system('dgx-h100'), value as never))).toMatchObject(refused);
    expect(faultsOf(() => cluster(value as never, { nodes: 2 }))).toMatchObject(refused);
  });
});

describe('defineSystem', () => {
  test('halves a headline that adds up both directions', () => {
    const both = defineSystem({
      name: 'box',
      chip: h100Sxm,
      links: [{ packages: 8, gigabytesPerSecondBothDirections: 900 }],
    });
    expect(both.tiers[0]?.bandwidth).toBe(450e9);
  });

  test('refuses two rates for one link, or none', () => {
    const links = [
      { packages: 2 },
      { packages: 4, gigabytesPerSecondPerDirection: 1, gigabytesPerSecondBothDirections: 2 },
    ] as unknown as readonly LinkDefinition[];
    const faults = faultsOf(() =>
      defineSystem({ name: 'box', chip: h100Sxm, links, powerWatts: { perNode: -1 } }),
    );
    expect(faults.map(({ path }) => path)).toEqual(['links[0]', 'links[1]', 'powerWatts.perNode']);
  });

  test('refuses tiers that do not grow', () => {
    const links = [
      { packages: 8, gigabytesPerSecondPerDirection: 450 },
      { packages: 8, gigabytesPerSecondPerDirection: 50 },
    ];
    const faults = faultsOf(() => defineSystem({ name: 'box', chip: h100Sxm, links }));
    expect(faults.map(({ path }) => path)).toEqual(['hardware.tiers[1].packages']);
  });
});

describe('what callers without types hand over', () => {
  const define = (definition: unknown) =>
    faultsOf(() => defineSystem(definition as SystemDefinition));

  test('a misspelt key is answered with the nearest', () => {
    const links = [{ packages: 8, gigabytesPerSecondPerDirecton: 450 }];
    const [fault] = define({ name: 'box', chip: h100Sxm, links });
    expect(fault).toMatchObject({
      code: 'hardware.unknown_key',
      path: 'links[0].gigabytesPerSecondPerDirecton',
    });
    expect(fault?.message).toContain('did you mean "gigabytesPerSecondPerDirection"');
    const scopes = define({ name: 'box', chip: h100Sxm, links: [], powerWatts: { perNodes: 1 } });
    expect(scopes[0]?.message).toContain('did you mean "perNode"');
  });

  test('what is no definition is refused, with what is expected', () => {
    for (const value of [null, undefined, 'dgx-h100', []]) {
      expect(define(value)).toMatchObject([{ code: 'hardware.invalid', path: '', value }]);
    }
    const faults = define({ name: 'box', chip: 'h100-sxm', links: 8 });
    expect(faults.map(({ path }) => path)).toEqual(['chip', 'links']);
    expect(define({ name: 'box', chip: h100Sxm, links: [null] })[0]?.path).toBe('links[0]');
  });
});

describe('tpuSlice', () => {
  const rate = (id: TpuId, shape: readonly number[], packages: number) => {
    const [level] = groupLevels(tpuSlice(id, shape), { name: 'group', packages, stride: 1 });
    return (level?.bandwidth ?? NaN) / 1e9;
  };

  test('wraps in three dimensions from 4×4×4, in two only at 16', () => {
    expect(rate('tpu-v5p', [4, 4, 4], 64)).toBe(600);
    expect(rate('tpu-v5p', [2, 2, 2], 8)).toBe(300);
    expect(rate('tpu-v5p', [2, 2, 1], 4)).toBe(200);
    expect(rate('tpu-v6e', [4, 4], 16)).toBe(200);
    expect(rate('tpu-v6e', [16, 16], 256)).toBe(400);
  });

  test('refuses shapes that are none', () => {
    expect(faultsOf(() => tpuSlice('tpu-v5e', [2, 2, 2]))[0]).toMatchObject({ path: 'shape' });
    expect(faultsOf(() => tpuSlice('tpu-v5e', [1, 1]))[0]).toMatchObject({ path: 'shape' });
    expect(faultsOf(() => tpuSlice('tpu-v5e', [16, 32]))[0]).toMatchObject({ path: 'shape' });
  });

  test('refuses a wrong TPU and a wrong shape at once', () => {
    const faults = faultsOf(() => tpuSlice('tpu-v8' as TpuId, [2, NaN]));
    expect(faults.map(({ path }) => path)).toEqual(['id', 'shape']);
    for (const shape of [[2, 1.5], ['2', 2], [-2, -4], [], null]) {
      const [fault] = faultsOf(() => tpuSlice('tpu-v5e', shape as readonly number[]));
      expect(fault).toMatchObject({ code: 'option.invalid', path: 'shape' });
    }
  });

  test('refuses a TPU that there is not, and a count in place of a shape', () => {
    const [unknown] = faultsOf(() => tpuSlice('v5p' as TpuId, [2, 2, 1]));
    expect(unknown).toMatchObject({ code: 'hardware.unknown_chip', path: 'id', value: 'v5p' });
    expect(unknown?.message).toContain('did you mean "tpu-v5p"');
    const [count] = faultsOf(() => tpuSlice('tpu-v5e', 8 as unknown as readonly number[]));
    expect(count).toMatchObject({ code: 'option.invalid', path: 'shape', value: 8 });
    expect(count?.message).toContain('[2, 4] is a slice of 8 chips');
  });
});
