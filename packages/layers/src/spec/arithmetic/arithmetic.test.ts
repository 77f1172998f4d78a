import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { parseExpression } from './parser.ts';
import { print, withoutZeroTerms } from './print.ts';
import { ArithmeticProblem } from './problem.ts';

const names = new Map([
  ['d', 4096],
  ['tp', 4],
  ['batch_size', 2],
]);
const valueOf = (text: string): number =>
  evaluate(parseExpression(text), (name) => names.get(name)).value;

describe('arithmetic', () => {
  test.each([
    ['2 * 256 * 1024 * 1024', 536_870_912],
    ['2 × 256 · 1,024 ⋅ 1024', 536_870_912],
    ['536,870,912', 536_870_912],
    ['1 + 2 * 3 ^ 2', 19],
    ['2^10 + 2³ + 2**4', 1048],
    ['-2^2', -4],
    ['2^-1', 0.5],
    ['2^3^2', 512],
    ['2^-1^2', 0.5],
    ['2^2³', 256],
    ['(2^3)^2', 64],
    ['-2^2^2', -16],
    ['7 / 2 − 1', 2.5],
    ['12 ÷ 4', 3],
    ['⌈7 / 2⌉ + ⌊7 / 2⌋', 7],
    ['ceil(10 / tp) * floor(2.9)', 6],
    ['min(1, 024)', 1],
    ['max(1, 2, d)', 4096],
    ['log2(8) + sqrt(16)', 7],
    ['(d / tp) * batch_size', 2048],
    ['989e12', 989e12],
    ['2.5e-6', 2.5e-6],
    ['1_000_000', 1_000_000],
  ])('%s is %d', (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  test.each([
    ['2 GB', 2e9],
    ['2 GiB', 2 * 2 ** 30],
    ['3 B', 3],
    ['8 * 352,321,536 bytes', 2_818_572_288],
    ['(1 + 2) KiB', 3072],
    ['5 ms', 5e-3],
    ['4 us + 4 µs', 8e-6],
    ['989 TFLOP/s', 989e12],
    ['989 TFLOPS', 989e12],
    ['450 GB/s', 450e9],
    ['4 B / tp', 1],
    ['10 GFLOPs / 2', 5e9],
    ['2048 tokens', 2048],
  ])('%s is %d in base units', (text, value) => {
    expect(valueOf(text)).toBeCloseTo(value, 12);
  });

  test.each([
    '',
    '2 *',
    '* 2',
    '(2',
    '2)',
    '2 3',
    '3,14',
    '12,34,567',
    '2 furlongs',
    'X @ W',
    'a[1]',
    'ceil(1',
    'ceil(1, 2)',
    '1 / 0',
    '10 ^ 400',
    'undefined_name * 2',
    '"2"',
    '2; 3',
  ])('%j has no value', (text) => {
    expect(() => valueOf(text)).toThrow(ArithmeticProblem);
  });

  test('refuses what is nested too deeply or too long, instead of running out of stack', () => {
    expect(() => valueOf('('.repeat(1000))).toThrow(ArithmeticProblem);
    expect(() => valueOf(`1${' + 1'.repeat(900)}`)).toThrow(ArithmeticProblem);
    expect(() => valueOf('9'.repeat(5000))).toThrow(ArithmeticProblem);
    expect(() => valueOf(`${'-'.repeat(3000)}1`)).toThrow(ArithmeticProblem);
  });

  test('no name of an object prototype has a value', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(() => valueOf(`${name} * 2`)).toThrow(ArithmeticProblem);
    }
  });

  test('prints what it read, with names replaced where they are known', () => {
    const formula = parseExpression('2*rows*(k+n) + rows*bias');
    expect(print(formula)).toBe('2 * rows * (k + n) + rows * bias');
    expect(print(formula, (name) => (name === 'rows' ? '1,024' : undefined))).toBe(
      '2 * 1,024 * (k + n) + 1,024 * bias',
    );
    const pruned = withoutZeroTerms(formula, (name) => name === 'bias');
    expect(pruned && print(pruned)).toBe('2 * rows * (k + n)');
  });
});
