import { fc, test } from '@fast-check/vitest';
import { formatParameterCount } from '@mantile/config';
import { expect } from 'vitest';
import { shortCount } from './shortCount.ts';

const powers = fc.integer({ min: 0, max: 15 }).map((power) => 10 ** power);
const counts = fc.oneof(
  fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  fc.tuple(powers, fc.integer({ min: -60, max: 60 })).map(([size, off]) => Math.max(size + off, 0)),
  powers.map((size) => Math.round(size * 0.99995)),
);

test.prop([counts])('says counts as the library does', (count) => {
  expect(shortCount(count)).toBe(formatParameterCount(count));
});
