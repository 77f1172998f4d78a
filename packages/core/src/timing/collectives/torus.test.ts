import { expect, test } from 'vitest';
import { faultsOf } from '../../__fixtures__/faultsOf.ts';
import { toyChip } from '../../__fixtures__/toySystem.ts';
import { asSystem } from '../../hardware/asSystem.ts';
import type { System, TorusAxis } from '../../hardware/system.ts';
import { gigabytesPerSecondPerDirection, microseconds } from '../../units.ts';
import { groupLevels } from './group.ts';

function torus(packages: number, torusAxes: readonly TorusAxis[]): System {
  return {
    name: 'torus',
    chip: toyChip,
    tiers: [
      {
        name: 'links',
        packages,
        // Two links of 100 GB/s along each axis.
        bandwidth: gigabytesPerSecondPerDirection(200 * torusAxes.length),
        latency: microseconds(1),
        topology: 'torus',
        torusAxes,
      },
    ],
  };
}

const pod = torus(256, [
  { packages: 16, wraps: true },
  { packages: 16, wraps: true },
]);

function gigabytesPerSecond(system: System, packages: number, stride = 1): number | undefined {
  const [level] = groupLevels(system, { name: 'group', packages, stride });
  return level === undefined ? undefined : level.bandwidth / 1e9;
}

test('neighbours reach each other over one link, not over all', () => {
  expect(gigabytesPerSecond(pod, 2)).toBe(100);
  expect(gigabytesPerSecond(pod, 8)).toBe(100);
});

test('an axis spanned whole and closed to a ring gives both its links', () => {
  expect(gigabytesPerSecond(pod, 16)).toBe(200);
  expect(gigabytesPerSecond(pod, 32)).toBe(300);
  expect(gigabytesPerSecond(pod, 256)).toBe(400);
});

test('an axis that does not wrap gives one link', () => {
  const slice = torus(8, [
    { packages: 2, wraps: false },
    { packages: 4, wraps: false },
  ]);
  expect(gigabytesPerSecond(slice, 2)).toBe(100);
  expect(gigabytesPerSecond(slice, 8)).toBe(200);
});

test('without axes a torus is taken at its word', () => {
  const [tier] = pod.tiers;
  const tiers = [{ ...tier, torusAxes: undefined }] as System['tiers'];
  expect(gigabytesPerSecond({ ...pod, tiers }, 2)).toBe(400);
});

test('axes that do not hold the packages are refused', () => {
  const wrong = torus(64, [{ packages: 16, wraps: true }]);
  expect(faultsOf(() => asSystem(wrong)).map(({ path }) => path)).toEqual([
    'hardware.tiers[0].torusAxes',
  ]);
  expect(() => asSystem(pod)).not.toThrow();
});
