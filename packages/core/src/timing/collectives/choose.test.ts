import { describe, expect, test } from 'vitest';
import type { CollectiveKind } from '../../operations/collective.ts';
import { cheapestCollectiveName, cheapestCollectiveSeconds } from './choose.ts';
import type { GroupLevel } from './group.ts';
import { inNetwork } from './inNetwork.ts';
import { oneShot } from './oneShot.ts';
import { ring } from './ring.ts';
import { tree } from './tree.ts';

const kinds: readonly CollectiveKind[] = [
  'allReduce',
  'allGather',
  'reduceScatter',
  'allToAll',
  'pointToPoint',
  'broadcast',
];
const level: GroupLevel = {
  packages: 8,
  bandwidth: 100e9,
  latency: 1e-6,
  canReduce: false,
  isDirect: true,
};
const torus = { ...level, isDirect: false };
const reducing = { ...level, canReduce: true };

describe('where an algorithm is illegal it takes for ever', () => {
  const legal = (algorithm: typeof ring, links: GroupLevel) =>
    kinds.filter((kind) => Number.isFinite(algorithm.seconds(kind, 1e6, links)));

  test('ring: what neighbours can pass on', () => {
    const passed = ['allReduce', 'allGather', 'reduceScatter', 'broadcast'];
    expect(legal(ring, level)).toEqual(passed);
    expect(legal(ring, torus)).toEqual(passed);
  });

  test('one-shot: anything on direct links, without them only what is forwarded', () => {
    expect(legal(oneShot, level)).toEqual(kinds);
    expect(legal(oneShot, torus)).toEqual(['allToAll', 'pointToPoint']);
  });

  test('tree: on direct links, where a hop is a hop', () => {
    expect(legal(tree, level)).toEqual(['allReduce', 'broadcast']);
    expect(legal(tree, torus)).toEqual([]);
  });

  test('in-network: where the switches add up', () => {
    expect(legal(inNetwork, level)).toEqual([]);
    expect(legal(inNetwork, reducing)).toEqual([
      'allReduce',
      'allGather',
      'reduceScatter',
      'broadcast',
    ]);
  });

  test('every kind can be done on any links', () => {
    for (const links of [level, torus, reducing]) {
      for (const kind of kinds) {
        expect(cheapestCollectiveSeconds(kind, 1e6, [links])).toBeLessThan(Infinity);
      }
    }
  });
});

describe('the cheapest is chosen, and named', () => {
  test.each([
    // 1 + 7·0.01 µs against 2·(7 + 0.00875) µs
    ['allReduce', 1e3, level, 'one-shot', 1e-6 + 7e-8],
    // 6 + 20 µs against 1 + 70 µs and 14 + 17.5 µs
    ['allReduce', 1e6, level, 'two-shot', 2 * (1e-6 + (7 / 8) * 1e-5)],
    ['allReduce', 1e9, level, 'two-shot', 2 * (1e-6 + (7 / 8) * 1e-2)],
    ['allReduce', 1e9, torus, 'ring', 2 * (7e-6 + (7 / 8) * 1e-2)],
    ['allReduce', 1e9, reducing, 'in-network', 2e-6 + 1e-2],
    ['allGather', 1e9, level, 'one-shot', 1e-6 + (7 / 8) * 1e-2],
    ['allGather', 1e9, torus, 'ring', 7e-6 + (7 / 8) * 1e-2],
    ['broadcast', 1e9, level, 'tree', 3e-6 + 1e-2],
    ['allToAll', 1e9, level, 'one-shot', 1e-6 + (7 / 8) * 1e-2],
    ['pointToPoint', 1e9, level, 'one-shot', 1e-6 + 1e-2],
  ] as const)('%s of %d bytes', (kind, payload, links, name, seconds) => {
    expect(cheapestCollectiveName(kind, payload, [links])).toBe(name);
    expect(cheapestCollectiveSeconds(kind, payload, [links])).toBeCloseTo(seconds, 12);
  });
});

describe('over two levels', () => {
  const outer: GroupLevel = { ...level, packages: 4, bandwidth: 10e9, latency: 5e-6 };
  const levels = [level, outer];
  const payload = 1e9;

  test('all-reduce: scatter inside, reduce an eighth outside, gather inside', () => {
    const inside = 1e-6 + (7 / 8) * (payload / 100e9);
    // 2·(a step of 5 µs, 3/4 of an eighth of the payload at a tenth of the bandwidth)
    const outside = 2 * (5e-6 + ((3 / 4) * (payload / 8)) / 10e9);
    expect(cheapestCollectiveSeconds('allReduce', payload, levels)).toBeCloseTo(
      inside + outside + inside,
      12,
    );
    expect(cheapestCollectiveName('allReduce', payload, levels)).toBe('one-shot + two-shot');
  });

  test('all-gather: shares outside first, the whole inside', () => {
    const outside = 5e-6 + ((3 / 4) * (payload / 8)) / 10e9;
    const inside = 1e-6 + ((7 / 8) * payload) / 100e9;
    expect(cheapestCollectiveSeconds('allGather', payload, levels)).toBeCloseTo(
      outside + inside,
      12,
    );
  });

  test('all-to-all: of 32 pieces 7 stay inside, 24 go out', () => {
    const inside = 1e-6 + ((7 / 32) * payload) / 100e9;
    const outside = 5e-6 + ((24 / 32) * payload) / 10e9;
    expect(cheapestCollectiveSeconds('allToAll', payload, levels)).toBeCloseTo(
      inside + outside,
      12,
    );
  });

  test('between two packages the outermost link counts', () => {
    expect(cheapestCollectiveSeconds('pointToPoint', payload, levels)).toBeCloseTo(5e-6 + 0.1, 12);
    expect(cheapestCollectiveName('pointToPoint', payload, levels)).toBe('one-shot');
  });
});

test('a package alone has nothing to exchange', () => {
  for (const kind of kinds) expect(cheapestCollectiveSeconds(kind, 1e9, [])).toBe(0);
});
