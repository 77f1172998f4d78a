import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { CollectiveKind } from '../../operations/collective.ts';
import { wireFactor } from '../../operations/wire.ts';
import { cheapestCollectiveSeconds } from './choose.ts';
import type { GroupLevel } from './group.ts';
import { idealCollectiveSeconds } from './ideal.ts';

const kind = fc.constantFrom<CollectiveKind>(
  'allReduce',
  'allGather',
  'reduceScatter',
  'allToAll',
  'pointToPoint',
  'broadcast',
);
const level: fc.Arbitrary<GroupLevel> = fc.record({
  packages: fc.integer({ min: 2, max: 64 }),
  bandwidth: fc.integer({ min: 1e9, max: 1e12 }),
  latency: fc.constantFrom(0, 1e-6, 2e-5),
  canReduce: fc.boolean(),
  isDirect: fc.boolean(),
});
const levels = fc.array(level, { maxLength: 2 });
const payload = fc.integer({ min: 0, max: 1e10 });

test.prop([kind, levels, payload, payload])(
  'more bytes never take less time',
  (collective, links, bytes, more) => {
    for (const seconds of [cheapestCollectiveSeconds, idealCollectiveSeconds]) {
      const less = seconds(collective, bytes, links);
      expect(seconds(collective, bytes + more, links)).toBeGreaterThanOrEqual(less);
    }
  },
);

test.prop([kind, levels, payload])(
  'every exchange comes to an end, and takes some time if there is anyone to talk to',
  (collective, links, bytes) => {
    for (const seconds of [cheapestCollectiveSeconds, idealCollectiveSeconds]) {
      const elapsed = seconds(collective, bytes + 1, links);
      expect(elapsed).toBeLessThan(Infinity);
      expect(elapsed > 0).toBe(links.length > 0);
    }
  },
);

test.prop([kind, level, payload])(
  'nothing is faster than its bytes on a ring of infinite patience, unless switches add up',
  (collective, links, bytes) => {
    fc.pre(!links.canReduce && collective !== 'broadcast');
    const sent = (wireFactor(collective, links.packages) * bytes) / links.bandwidth;
    expect(cheapestCollectiveSeconds(collective, bytes, [links])).toBeGreaterThanOrEqual(
      sent * (1 - 1e-12),
    );
  },
);

test.prop([kind, level, payload, fc.integer({ min: 1, max: 10 })])(
  'faster links are never slower',
  (collective, links, bytes, factor) => {
    const faster = { ...links, bandwidth: links.bandwidth * factor };
    expect(cheapestCollectiveSeconds(collective, bytes, [faster])).toBeLessThanOrEqual(
      cheapestCollectiveSeconds(collective, bytes, [links]),
    );
  },
);

test.prop([levels, payload])(
  'an all-reduce takes no longer than a reduce-scatter and an all-gather',
  (links, bytes) => {
    const apart =
      cheapestCollectiveSeconds('reduceScatter', bytes, links) +
      cheapestCollectiveSeconds('allGather', bytes, links);
    expect(cheapestCollectiveSeconds('allReduce', bytes, links)).toBeLessThanOrEqual(
      apart * (1 + 1e-12),
    );
  },
);

test.prop([kind, level, level, payload])(
  'another level of links never makes an exchange faster',
  (collective, inner, outer, bytes) => {
    fc.pre(collective !== 'pointToPoint' && collective !== 'allToAll');
    expect(cheapestCollectiveSeconds(collective, bytes, [inner, outer])).toBeGreaterThanOrEqual(
      cheapestCollectiveSeconds(collective, bytes, [inner]) * (1 - 1e-12),
    );
  },
);
