import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../__fixtures__/faultsOf.ts';
import { toyChip, toySystem } from '../../__fixtures__/toySystem.ts';
import { asSystem } from '../../hardware/asSystem.ts';
import type { LinkTier } from '../../hardware/system.ts';
import { gigabytesPerSecondPerDirection, seconds } from '../../units.ts';
import { groupLevels } from './group.ts';

const sizes = (packages: number, stride = 1) =>
  groupLevels(toySystem, { packages, stride, name: 'exchange' }).map((level) => level.packages);

test.each([
  ['within a box', 4, 1, [4]],
  ['a whole box', 8, 1, [8]],
  ['two boxes', 16, 1, [8, 2]],
  ['every fourth package: two of a box', 16, 4, [2, 8]],
  ['one package of each box', 4, 8, [4]],
  ['farther apart than a box', 4, 16, [4]],
  ['a box and a half fills two', 12, 1, [8, 2]],
  ['alone', 1, 1, []],
])('%s', (_, packages, stride, expected) => {
  expect(sizes(packages, stride)).toEqual(expected);
});

test('each level has the links of its tier', () => {
  const [inside, outside] = groupLevels(toySystem, { packages: 16, stride: 1, name: 'all' });
  expect(inside).toMatchObject({ bandwidth: 100e9, latency: 1e-6, isDirect: true });
  expect(outside).toMatchObject({ bandwidth: 10e9, latency: 5e-6, canReduce: false });
});

describe('topologies', () => {
  const tier: LinkTier = {
    name: 'links',
    packages: 8,
    bandwidth: gigabytesPerSecondPerDirection(70),
    latency: seconds(0),
  };
  const levelOn = (
    more: Partial<LinkTier>,
    packages: number,
    collective?: 'pointToPoint' | 'allReduce',
  ) =>
    groupLevels(
      { name: 'box', chip: toyChip, tiers: [{ ...tier, ...more }] },
      { packages, stride: 1, name: 'exchange', ...(collective && { collective }) },
    )[0];

  test('behind a switch a few packages have all of their bandwidth', () => {
    expect(levelOn({}, 2)?.bandwidth).toBe(70e9);
  });

  test('in a mesh they have the links between them: one of seven, or all seven', () => {
    expect(levelOn({ topology: 'mesh' }, 2)?.bandwidth).toBeCloseTo(10e9, 0);
    expect(levelOn({ topology: 'mesh' }, 8)?.bandwidth).toBe(70e9);
  });

  test('in a mesh a pair has one link, however large its group', () => {
    expect(levelOn({ topology: 'mesh' }, 8, 'pointToPoint')?.bandwidth).toBeCloseTo(10e9, 0);
    expect(levelOn({ topology: 'mesh' }, 8, 'allReduce')?.bandwidth).toBe(70e9);
  });

  test('in a torus not everyone is one hop away', () => {
    expect(levelOn({ topology: 'torus' }, 8)?.isDirect).toBe(false);
    expect(levelOn({ topology: 'mesh' }, 8)?.isDirect).toBe(true);
  });

  test('switches may reduce', () => {
    expect(levelOn({ hasInNetworkReduction: true }, 8)?.canReduce).toBe(true);
  });
});

describe('a group is refused', () => {
  test('on a bare chip, with a hint at systems', () => {
    const group = { packages: 2, stride: 1, name: 'reduce_output' };
    const [fault] = faultsOf(() => groupLevels(asSystem(toyChip), group));
    expect(fault).toMatchObject({ code: 'hardware.link_missing', path: 'hardware.tiers' });
    expect(fault?.message).toContain('reduce_output joins 2 packages');
  });

  test('where the links do not reach: 64 packages 16 apart span 1009', () => {
    const group = { packages: 64, stride: 16, name: 'stages' };
    const [fault] = faultsOf(() => groupLevels(toySystem, group));
    expect(fault).toMatchObject({ code: 'hardware.too_few_packages', value: 512 });
    expect(fault?.message).toContain('spans 1009 packages');
  });
});
