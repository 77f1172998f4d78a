import type { GapPlan } from './plan.ts';

/** Above it, figures of the largest case could pass what a double counts exactly. */
const mostElements = 2 ** 38;
const largestSize = 4096;

/** A plan whose figures stay exact: sizes beyond any real layer are cut, which is said. */
export function practicalPlan(plan: GapPlan): {
  readonly plan: GapPlan;
  readonly notes: readonly string[];
} {
  const elements = plan.tensors.reduce(
    (sum, { dimensions }) =>
      sum + dimensions.flat().reduce((product, key) => product * (plan.sizes[key] ?? 1), 1),
    0,
  );
  if (elements <= mostElements) return { plan, notes: [] };
  const sizes = Object.fromEntries(
    Object.entries(plan.sizes).map(([key, size]) => [key, Math.min(size, largestSize)]),
  );
  const flat = plan.tensors.filter(({ dimensions }) => dimensions.flat().length <= 3);
  return {
    plan: {
      ...plan,
      sizes,
      tensors: flat,
      leftOut: plan.leftOut + plan.tensors.length - flat.length,
    },
    notes: ['Sizes are smaller than those of the model, so that every figure is exact.'],
  };
}
