import type { FaultList } from '@mantile/core';
import { refuseUnknownKeys, requireObject } from '../internal/keys.ts';
import { requirePositive } from '../internal/positive.ts';
import type { LinkDefinition } from './defineSystem.ts';

const linkKeys = [
  'name',
  'packages',
  'gigabytesPerSecondPerDirection',
  'gigabytesPerSecondBothDirections',
  'latencyMicroseconds',
  'topology',
  'torusAxes',
  'hasInNetworkReduction',
] as const satisfies readonly (keyof LinkDefinition)[];

/** Notes what is wrong with the links of a definition: their form, their keys, their rates. */
export function refuseLinks(faults: FaultList, links: unknown): void {
  if (!Array.isArray(links)) {
    const message = 'expected a list of links, the innermost first; [] for a chip alone.';
    faults.add({ code: 'hardware.invalid', path: 'links', value: links, message });
    return;
  }
  links.forEach((link: unknown, index) => {
    const path = `links[${index}]`;
    const expected = 'a link such as { packages: 8, gigabytesPerSecondPerDirection: 450 }';
    if (!requireObject(faults, path, link, expected)) return;
    refuseUnknownKeys(faults, path, link, linkKeys);
    const stated = link as Partial<Record<(typeof linkKeys)[number], unknown>>;
    const rates = [stated.gigabytesPerSecondPerDirection, stated.gigabytesPerSecondBothDirections];
    const [rate, ...others] = rates.filter((each) => each !== undefined);
    if (rate !== undefined && others.length === 0) {
      requirePositive(faults, path, rate);
      return;
    }
    const message =
      'expected one rate: gigabytesPerSecondPerDirection, or gigabytesPerSecondBothDirections for a headline.';
    faults.add({ code: 'hardware.invalid', path, value: rates, message });
  });
}
