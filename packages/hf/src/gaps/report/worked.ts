import { textOf } from '../suite/cuts.ts';
import type { GapPlan, PlannedTensor } from '../suite/plan.ts';
import { code, count } from '../text/markdown.ts';
import type { WorkedFigure } from './document.ts';

/** Rows of the worked numbers: tokens of a prompt. */
export const rows = 2048;

const productOf = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** FLOPs of each tensor in one occurrence of the layer, for a prompt; of experts, those that a token uses or all. */
export function flopsFigures(
  plan: GapPlan,
  experts: 'used' | 'all' = 'used',
): readonly WorkedFigure[] {
  return plan.tensors.map((tensor) => {
    const factors = factorsOf(tensor, plan, [['m', rows]], experts);
    const formula = factors.map(([symbol]) => symbol).join(' * ') || '0';
    const value = factors.length === 0 ? 0 : productOf(factors.map(([, size]) => size));
    const figures = factors.map(([, size]) => count(size)).join(' * ');
    const worked = factors.length === 0 ? '0' : `${figures} = ${count(value)}`;
    return { component: code(tensor.source.name), formula, worked, value };
  });
}

/** What is multiplied, in words and as a number. */
export type Factor = readonly [symbol: string, size: number];

/** The factors of a tensor's FLOPs; none for what costs nothing by itself. */
export function factorsOf(
  tensor: PlannedTensor,
  { sizes }: Pick<GapPlan, 'sizes'>,
  tokens: readonly Factor[],
  experts: 'used' | 'all' = 'used',
): readonly Factor[] {
  const { role, dimensions, concept, byExpert } = tensor;
  if (role === 'lookUp' || role === 'scalar') return [];
  const factorsIn = (keys: readonly string[]): readonly Factor[] =>
    keys.map((key) => [key, sizes[key] ?? 1]);
  const named = dimensions.slice(byExpert ? 1 : 0).flatMap(factorsIn);
  const used: Factor = ['topK', sizes['topK'] ?? 1];
  const many = byExpert ? (experts === 'used' ? [used] : factorsIn(dimensions[0] ?? [])) : [];
  const perElement = role === 'elementwise' ? (concept?.flopsPerElement ?? 1) : 2;
  return [[String(perElement), perElement], ...tokens, ...many, ...named];
}

/** Bytes of each tensor in one occurrence of the layer, in 16 bits but for those that stay in 32. */
export function memoryFigures(plan: GapPlan): readonly WorkedFigure[] {
  return plan.tensors.map(({ source, dimensions, isSingle }) => {
    const sizes = dimensions.map((keys) => productOf(keys.map((key) => plan.sizes[key] ?? 1)));
    const bytes = isSingle ? 4 : 2;
    const value = productOf(sizes) * bytes;
    const wide = dimensions.flatMap((keys, at) => (keys.length === 0 ? [] : [at]));
    return {
      component: code(source.name),
      formula: [...wide.map((at) => textOf(dimensions[at])), 'bytes'].join(' * '),
      worked: `${[...wide.map((at) => sizes[at] ?? 1), bytes].map(count).join(' * ')} = ${count(value)}`,
      value,
    };
  });
}
