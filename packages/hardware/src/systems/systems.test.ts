import { asSystem, groupLevels, MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { factRows, factsArePresent, factsHint } from '../../../../tests/setup/hardwareFacts.ts';
import { figuresOf } from '../figures.ts';
import { link } from '../links/links.ts';
import type { CatalogueSystem } from './systemFacts.ts';
import { system, systems, type SystemId } from './systems.ts';

function gigabytesPerSecond(id: SystemId, packages: number): number | undefined {
  const [level] = groupLevels(system(id), { name: 'group', packages, stride: 1 });
  return level === undefined ? undefined : level.bandwidth / 1e9;
}

test('an unknown system is refused with the known ones', () => {
  let error: unknown;
  try {
    system('dgx' as SystemId);
  } catch (thrown) {
    error = thrown;
  }
  expect(MantileError.isInstance(error) && error.faults[0]).toMatchObject({
    code: 'hardware.unknown_system',
    value: 'dgx',
  });
});

describe.each(systems)('$id', (entry: CatalogueSystem) => {
  test('is a system that core accepts, as plain data', () => {
    expect(() => asSystem(entry)).not.toThrow();
    expect(JSON.parse(JSON.stringify(entry))).toEqual(entry);
  });

  test('joins all its packages, and no package sends more than its links', () => {
    expect(entry.tiers.at(-1)?.packages).toBe(entry.facts.packages.value);
    const { scaleUp } = entry.chip.facts;
    const [inner] = entry.tiers;
    if (scaleUp === undefined || inner === undefined) return;
    expect(inner.bandwidth / 1e9).toBeLessThanOrEqual(scaleUp.gigabytesPerSecondPerDirection.value);
  });

  test('has a source for each figure', () => {
    for (const { path, figure } of figuresOf(entry.facts)) {
      expect(figure.source.title, path).not.toBe('');
      if (typeof figure.value === 'number') expect(figure.value, path).toBeGreaterThan(0);
    }
  });

  test('sends out of the box what its network cards do', () => {
    const { nics, nicGigabitsPerSecond, packages, scaleOutPerPackage } = entry.facts;
    const out = scaleOutPerPackage?.value;
    if (nics !== undefined && nicGigabitsPerSecond !== undefined) {
      expect((nics.value * nicGigabitsPerSecond.value) / 8 / packages.value).toBe(out);
    }
    if (entry.scaleOut !== undefined) {
      const { facts } = link(entry.scaleOut.link);
      expect(facts.perPackage.value * entry.scaleOut.linksPerPackage).toBe(out);
    }
  });

  test('draws more power as a node or a rack than its packages alone', () => {
    const { perPackage, perNode, perRack } = entry.powerWatts ?? {};
    const inNode = entry.facts.packagesPerNode?.value ?? NaN;
    if (perPackage === undefined) return;
    if (perNode !== undefined) expect(perNode).toBeGreaterThan(perPackage * inNode);
    if (perRack !== undefined) expect(perRack).toBeGreaterThan(10 * perPackage);
  });
});

describe('what two packages reach of their links', () => {
  test('all of it through a switch', () => {
    expect(gigabytesPerSecond('dgx-h100', 2)).toBe(450);
    expect(gigabytesPerSecond('gb200-nvl72', 72)).toBe(900);
    expect(gigabytesPerSecond('hgx-h800', 2)).toBe(200);
  });

  test('a seventh of it in a mesh of eight', () => {
    // Measured: 47.7 GB/s among two MI300X, 312.9 among eight.
    expect(gigabytesPerSecond('mi300x-8', 2)).toBe(64);
    expect(gigabytesPerSecond('mi300x-8', 8)).toBe(448);
    expect(gigabytesPerSecond('mi355x-8', 2)).toBeCloseTo(76.8, 9);
    expect(gigabytesPerSecond('gaudi3-8', 2)).toBe(75);
  });

  test('one link of a torus', () => {
    expect(gigabytesPerSecond('tpu-v5e-pod', 2)).toBe(50);
    expect(gigabytesPerSecond('tpu-v5p-pod', 2)).toBe(100);
    expect(gigabytesPerSecond('trn2.48xlarge', 2)).toBe(128);
    expect(gigabytesPerSecond('trn2.48xlarge', 16)).toBe(512);
  });
});

test('a rack’s power is in no field of a package', () => {
  const { powerWatts } = system('gb300-nvl72');
  expect(powerWatts).toEqual({ perPackage: 1400, perNode: undefined, perRack: 135000 });
  expect(system('gb300-nvl72').chip.powerWatts).toBe(1400);
});

test('TPU7x has its three axes, TPU v5p those of its largest job', () => {
  const axes = (id: SystemId) => system(id).tiers[0]?.torusAxes?.map(({ packages }) => packages);
  expect(axes('tpu-v7-pod')).toEqual([16, 24, 24]);
  expect(axes('tpu-v5p-pod')).toEqual([16, 16, 24]);
});

describe(`against the table of facts${factsHint}`, () => {
  const rows = factRows('systems');
  const byId = new Map<string, CatalogueSystem>(systems.map((entry) => [entry.id, entry]));

  test.runIf(factsArePresent)('every system is in the catalogue', () => {
    expect(rows.map((row) => row['id'] ?? '').filter((id) => !byId.has(id))).toEqual([]);
  });

  test.runIf(factsArePresent)('every figure of every system is the one in the table', () => {
    const differences = rows.flatMap((row) => {
      const entry = byId.get(row['id'] ?? '');
      if (entry === undefined) return [];
      const { facts, powerWatts } = entry;
      // The table counts the cards of a host in the pod of TPU v5e, and the network of all tiers of an UltraServer.
      const nics = entry.id === 'tpu-v5e-pod' ? (facts.nics?.value ?? NaN) / 32 : facts.nics?.value;
      const scaleUp = entry.tiers.reduce((sum, tier) => sum + tier.bandwidth / 1e9, 0);
      const power = row['power_kind']?.includes('both racks')
        ? (powerWatts?.perRack ?? NaN) * 2
        : (powerWatts?.perRack ?? powerWatts?.perNode);
      const ours: Readonly<Record<string, number | undefined>> = {
        scaleup_domain: facts.packages.value,
        scaleup_gb_s_per_dir_per_chip: entry.id === 'gb200-nvl36x2' ? scaleUp / 2 : scaleUp,
        nics: entry.id === 'tpu-v7-pod' ? 2 : nics,
        nic_gbit_s: facts.nicGigabitsPerSecond?.value,
        scaleout_gb_s_per_dir_per_chip: facts.scaleOutPerPackage?.value,
        power_kw: power === undefined ? undefined : power / 1000,
      };
      return Object.entries(ours).flatMap(([column, value]) => {
        const cell = row[column] ?? '';
        return cell === (value === undefined ? '' : String(value))
          ? []
          : [`${entry.id} ${column}: ${cell} there, ${value ?? 'absent'} here`];
      });
    });
    expect(differences).toEqual([]);
  });
});
