import { expect, test } from 'vitest';
import {
  bytes,
  gibibytes,
  gigabytes,
  gigabytesPerSecond,
  gigabytesPerSecondBothDirections,
  gigabytesPerSecondPerDirection,
  microseconds,
  seconds,
  teraflops,
} from './units.ts';

test('decimal and binary sizes differ by 7 %', () => {
  expect(bytes(7)).toBe(7);
  expect(gigabytes(80)).toBe(80_000_000_000);
  expect(gibibytes(80)).toBe(80 * 1024 * 1024 * 1024);
});

test('a headline of both directions counts half', () => {
  expect(gigabytesPerSecondBothDirections(900)).toBe(gigabytesPerSecondPerDirection(450));
  expect(gigabytesPerSecond(450)).toBe(4.5e11);
});

test('rates and times are in base units', () => {
  expect(teraflops(989)).toBe(9.89e14);
  expect(microseconds(2)).toBe(0.000002);
  expect(seconds(3)).toBe(3);
});
