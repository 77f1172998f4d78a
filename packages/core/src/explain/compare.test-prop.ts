import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import type { Difference } from './comparison.ts';
import { compare } from './compare.ts';
import type { ExplainedNumber, Explanation } from './explanation.ts';

const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString');
const leaf: fc.Arbitrary<ExplainedNumber> = fc.record({
  name,
  value: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  unit: fc.constant('ms' as const),
});
const { tree } = fc.letrec<{ tree: ExplainedNumber }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    leaf,
    fc
      .tuple(
        name,
        fc.uniqueArray(tie('tree'), { minLength: 1, maxLength: 4, selector: (own) => own.name }),
      )
      .map(([own, children]) => ({
        name: own,
        unit: 'ms' as const,
        formula: 'sum',
        value: children.reduce((total, { value }) => total + value, 0),
        children,
      })),
  ),
}));
const explanation: fc.Arbitrary<Explanation> = fc
  .uniqueArray(tree, { maxLength: 4, selector: (own) => own.name })
  .map((headlines) => ({ model: 'm', system: 's', engine: 'e', fidelity: 'ideal', headlines }));

function visit(differences: readonly Difference[], each: (difference: Difference) => void): void {
  for (const difference of differences) {
    each(difference);
    visit(difference.children ?? [], each);
  }
}

test.prop([explanation, explanation])('differences of parts add up, largest first', (a, b) => {
  visit(compare(a, b).headlines, (difference) => {
    const { children = [], formula } = difference;
    const moved = children.map((child) => Math.abs(child.difference));
    expect(moved).toEqual([...moved].sort((one, other) => other - one));
    // A leaf on one side and a sum on the other are not made of the same.
    if (formula !== 'sum' || children.length === 0) return;
    const total = children.reduce((sum, child) => sum + child.difference, 0);
    expect(total).toBe(difference.difference);
  });
});

test.prop([explanation, explanation])('the other way round, all moves turn', (a, b) => {
  const there = new Map<string, number>();
  const flatten = (differences: readonly Difference[], path: string, sign: number): void => {
    for (const { name: own, difference, children = [] } of differences) {
      const key = `${path}/${own}`;
      there.set(key, (there.get(key) ?? 0) + sign * difference);
      flatten(children, key, sign);
    }
  };
  flatten(compare(a, b).headlines, '', 1);
  flatten(compare(b, a).headlines, '', 1);
  for (const left of there.values()) expect(Math.abs(left)).toBe(0);
});

test.prop([explanation])('compared with itself nothing moves', (own) => {
  visit(compare(own, own).headlines, ({ difference, only }) => {
    expect(difference).toBe(0);
    expect(only).toBeUndefined();
  });
});
