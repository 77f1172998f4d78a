import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { grouped } from './grouped.ts';
import { whole } from './whole.ts';

test.prop([fc.double({ min: 0, max: 1e15, noNaN: true }), fc.integer({ min: 0, max: 2 })])(
  'numbers keep their digits, and have their thousands where the language has them',
  (value, decimals) => {
    const text = grouped(value, decimals);
    expect(text.replaceAll(',', '')).toBe(value.toFixed(decimals));
    const [units = ''] = value.toFixed(decimals).split('.');
    expect(text.split('.')[0]).toBe(Number(units).toLocaleString('en-US'));
  },
);

test.prop([fc.integer({ min: -1e15, max: 1e15 })])('whole ones too', (value) => {
  fc.pre(!Object.is(value, -0));
  expect(whole(value)).toBe(value.toLocaleString('en-US'));
});

test('what is no number stays as it is', () => {
  expect([grouped(NaN), grouped(Infinity), grouped(1e21), grouped(1e-9)]).toEqual([
    'NaN',
    'Infinity',
    '1e+21',
    '1e-9',
  ]);
});
