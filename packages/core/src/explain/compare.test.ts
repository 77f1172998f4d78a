import { describe, expect, test } from 'vitest';
import { faultsOf } from '../__fixtures__/faultsOf.ts';
import type { ExplainedNumber, Explanation } from './explanation.ts';
import { compare } from './compare.ts';

const head = { model: 'm', system: 's', engine: 'e', fidelity: 'ideal' } as const;
const ms = (name: string, value: number, rest: Partial<ExplainedNumber> = {}): ExplainedNumber => ({
  name,
  value,
  unit: 'ms',
  ...rest,
});
const sum = (name: string, ...children: ExplainedNumber[]): ExplainedNumber =>
  ms(
    name,
    children.reduce((total, { value }) => total + value, 0),
    { formula: 'sum', children },
  );
const explanation = (...headlines: ExplainedNumber[]): Explanation => ({ ...head, headlines });

test('what is no explanation is refused, on both sides', () => {
  const none = {} as Explanation;
  expect(faultsOf(() => compare(none, none)).map(({ path }) => path)).toEqual(['a', 'b']);
  expect(faultsOf(() => compare(explanation(), null as never))).toMatchObject([{ path: 'b' }]);
});

describe('a comparison', () => {
  test('tells differences and ratios of what has the same name at the same place', () => {
    const { headlines } = compare(explanation(ms('t', 4)), explanation(ms('t', 6)));
    expect(headlines).toEqual([{ name: 't', unit: 'ms', a: 4, b: 6, difference: 2, ratio: 1.5 }]);
  });

  test('says which side has what the other lacks, and counts it as a move from or to nothing', () => {
    const { headlines } = compare(
      explanation(sum('t', ms('gone', 3), ms('kept', 1))),
      explanation(sum('t', ms('kept', 1), ms('new', 5))),
    );
    expect(headlines[0]?.children).toEqual([
      { name: 'new', unit: 'ms', b: 5, only: 'b', difference: 5 },
      { name: 'gone', unit: 'ms', a: 3, only: 'a', difference: -3 },
      { name: 'kept', unit: 'ms', a: 1, b: 1, difference: 0, ratio: 1 },
    ]);
  });

  test('puts what moved most first, other units after those of the parent', () => {
    const tokens = (name: string, value: number): ExplainedNumber => ({
      name,
      value,
      unit: 'token',
    });
    const of = (small: number, large: number, few: number, many: number) =>
      explanation(
        ms('t', 1, {
          children: [
            tokens('few', few),
            ms('small', small),
            tokens('many', many),
            ms('large', large),
          ],
        }),
      );
    const { headlines } = compare(of(1, 10, 1, 1000), of(2, 5, 3, 2000));
    const names = headlines[0]?.children?.map(({ name }) => name);
    expect(names).toEqual(['large', 'small', 'few', 'many']);
  });

  test('keeps headlines in their order, and says whose they are', () => {
    const a = explanation(ms('one', 1), ms('two', 2));
    const b = { ...explanation(ms('one', 1), ms('two', 9), ms('three', 3)), model: 'other' };
    const found = compare(a, b);
    expect(found.headlines.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
    expect([found.a, found.b]).toEqual([head, { ...head, model: 'other' }]);
  });

  test('says both formulas where they are not the same', () => {
    const a = explanation(ms('t', 2, { formula: 'x + y' }));
    const b = explanation(ms('t', 2, { formula: 'x * y' }));
    expect(compare(a, b).headlines[0]).toMatchObject({ formulas: ['x + y', 'x * y'] });
    expect(compare(a, a).headlines[0]).toMatchObject({ formula: 'x + y' });
  });

  test('of nothing there is no ratio', () => {
    const { headlines } = compare(explanation(ms('t', 0)), explanation(ms('t', 3)));
    expect(headlines).toEqual([{ name: 't', unit: 'ms', a: 0, b: 3, difference: 3 }]);
  });
});
