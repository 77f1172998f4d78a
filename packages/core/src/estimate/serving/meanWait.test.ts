import { expect, test } from 'vitest';
import { meanWait, restOfService } from './meanWait.ts';

test('for one server it is the wait of a queue M/D/1', () => {
  // ρ·s / 2 / (1 - ρ).
  expect(meanWait(4, 1, 0.5)).toBe(2);
  expect(meanWait(4, 1, 0.75)).toBe(6);
  expect(restOfService(4, 1, 0.75)).toBe(1.5);
});

test('for seven servers the exponent is three', () => {
  // √(2·8) - 1 = 3: 7 / 7 · 0.5³ / 0.5 / 2.
  expect(meanWait(7, 7, 0.5)).toBe(0.125);
});
