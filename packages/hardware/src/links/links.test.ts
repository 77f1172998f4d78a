import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { factRows, factsArePresent, factsHint } from '../../../../tests/setup/hardwareFacts.ts';
import { chips } from '../chips/chips.ts';
import { figuresOf } from '../figures.ts';
import type { CatalogueLink } from './linkFacts.ts';
import { link, links, type LinkId } from './links.ts';
import { switches } from './nvSwitch.ts';

const byId = new Map<string, CatalogueLink>(links.map((entry) => [entry.id, entry]));

test('an unknown link is refused with the known ones', () => {
  let error: unknown;
  try {
    link('nvlink' as LinkId);
  } catch (thrown) {
    error = thrown;
  }
  expect(MantileError.isInstance(error) && error.faults[0]).toMatchObject({
    code: 'hardware.unknown_link',
    value: 'nvlink',
  });
});

describe.each(links)('$id', ({ id, facts, topology }: CatalogueLink) => {
  test('sends as one package what its links send together', () => {
    const { linksPerPackage, perLink, perPackage } = facts;
    if (linksPerPackage !== undefined && perLink !== undefined) {
      expect(linksPerPackage.value * perLink.value).toBeCloseTo(perPackage.value, 6);
    }
  });

  test('counts one direction: half of what the vendor prints', () => {
    const { headlineBothDirections, perPackage } = facts;
    if (headlineBothDirections === undefined) return;
    // AMD rounds 1075.2 to 1075.
    expect(headlineBothDirections.value / perPackage.value / 2).toBeCloseTo(1, 3);
  });

  test('gives a pair no more than all links, and in a mesh of eight a seventh of them', () => {
    const { perPair, perPackage } = facts;
    if (perPair === undefined) return;
    expect(perPair.value).toBeLessThanOrEqual(perPackage.value);
    const ofEight = ['xgmi-mi300x', 'xgmi-mi355x', 'gaudi2-roce', 'gaudi3-roce'].includes(id);
    if (topology === 'mesh' && ofEight) {
      expect(perPair.value * 7).toBeCloseTo(perPackage.value, 6);
    }
  });

  test('has sources, positive figures and latencies in order', () => {
    for (const { path, figure } of figuresOf(facts)) {
      expect(figure.source.title, path).not.toBe('');
      expect(figure.value, path).toBeGreaterThan(0);
    }
    const { latencyLow, latencyHigh } = facts;
    expect(latencyLow?.value ?? 0).toBeLessThanOrEqual(latencyHigh?.value ?? 0);
  });
});

describe('chips and their links', () => {
  const joined = chips.filter(({ facts }) => facts.scaleUp !== undefined);

  test.each(joined)('$id sends what its kind of link sends', ({ id, facts }) => {
    const known = byId.get(facts.scaleUp?.link ?? '');
    expect(known).toBeDefined();
    const rate = facts.scaleUp?.gigabytesPerSecondPerDirection.value ?? NaN;
    // An H800 has 8 of the 18 links.
    const links =
      id === 'h800-sxm' ? 8 * (known?.facts.perLink?.value ?? NaN) : known?.facts.perPackage.value;
    expect(rate).toBe(links);
  });
});

test('a switch passes on what its ports receive', () => {
  for (const { id, ports, perSwitch, link: port } of switches) {
    if (perSwitch === undefined) continue;
    expect(perSwitch.value, id).toBe(ports.value * (link(port).facts.perLink?.value ?? NaN));
  }
});

describe(`against the table of facts${factsHint}`, () => {
  const rows = factRows('links');

  test.runIf(factsArePresent)(
    'every link is in the catalogue but what is announced or a switch',
    () => {
      const missing = rows.map((row) => row['id'] ?? '').filter((id) => !byId.has(id));
      expect(missing.filter((id) => !switches.some((entry) => entry.id === id))).toEqual([
        'nvlink6',
      ]);
    },
  );

  test.runIf(factsArePresent)('every figure of every link is the one in the table', () => {
    const differences = rows.flatMap((row) => {
      const entry = byId.get(row['id'] ?? '');
      if (entry === undefined) return [];
      const { perPackage, perLink, linksPerPackage, latencyLow, latencyHigh } = entry.facts;
      const pairs: readonly (readonly [string, number | undefined])[] = [
        ['gb_s_per_dir_per_chip', perPackage.value],
        ['gb_s_per_dir_per_link', perLink?.value],
        ['links_per_chip', linksPerPackage?.value],
        ['latency_us_low', latencyLow?.value],
        ['latency_us_high', latencyHigh?.value],
      ];
      return pairs.flatMap(([column, ours]) => {
        const cell = row[column] ?? '';
        // Cells of words describe several kinds of links at once; ours leave those out.
        const theirs = cell === '' || !/^[\d.]+$/.test(cell) ? undefined : Number(cell);
        return theirs === ours
          ? []
          : [`${entry.id} ${column}: ${cell} there, ${ours ?? 'absent'} here`];
      });
    });
    expect(differences).toEqual([]);
  });

  test.runIf(factsArePresent)('in-network reduction is where the table says', () => {
    for (const row of rows) {
      const entry = byId.get(row['id'] ?? '');
      if (entry === undefined) continue;
      expect(entry.hasInNetworkReduction, entry.id).toBe(
        row['in_network_reduction']?.startsWith('yes'),
      );
    }
  });
});
