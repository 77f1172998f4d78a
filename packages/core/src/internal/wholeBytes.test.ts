import { expect, test } from 'vitest';
import { wholeBytes } from './wholeBytes.ts';

test('bytes begun are bytes sent', () => {
  expect([0, 1, 1.25, 1.5, 2.75].map(wholeBytes)).toEqual([0, 1, 2, 2, 3]);
});

test('the last bits of a sum of thirds are no byte', () => {
  // Ten rows of 4.4 bytes each come to 44.00000000000001.
  const sum = Array.from({ length: 10 }, () => 4.4).reduce((total, bytes) => total + bytes, 0);
  expect(sum).not.toBe(44);
  expect(wholeBytes(sum)).toBe(44);
});
