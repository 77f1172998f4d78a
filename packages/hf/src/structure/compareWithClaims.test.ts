import { expect, test } from 'vitest';
import { compareWithClaims, type Claims } from './compareWithClaims.ts';

const found = { where: 'the tensors hold', parameters: () => 64, layers: () => 1 };
const said = (claims: Claims) => compareWithClaims(found, claims).map(({ message }) => message);

test('what differs is said in words and shares', () => {
  expect(said({ expectedParams: 128, expectedLayers: 2 })).toEqual([
    'the tensors hold 64 parameters (64), 50.0 % less than the 128 expected.',
    'the tensors hold 1 layer, not the 2 expected.',
  ]);
});

test('of a figure of nothing no share is told', () => {
  expect(said({ expectedParams: 0 })).toEqual([
    'the tensors hold 64 parameters (64), not the 0 expected.',
  ]);
});
