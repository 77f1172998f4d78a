import type { GapPlan, PlannedTensor } from '../suite/plan.ts';
import { code, count } from '../text/markdown.ts';
import type { WorkedFigure } from './document.ts';

/** Rows of the worked numbers: tokens of a prompt. */
export const rows = 2048;

const bytesPerElement = 2;

const productOf = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** FLOPs of each tensor in one occurrence of the layer, for a prompt. */
export function flopsFigures(plan: GapPlan): readonly WorkedFigure[] {
  return plan.tensors.map((tensor) => {
    const factors = factorsOf(tensor, plan);
    const formula = factors.map(([symbol]) => symbol).join(' * ') || '0';
    const value = factors.length === 0 ? 0 : productOf(factors.map(([, size]) => size));
    const figures = factors.map(([, size]) => count(size)).join(' * ');
    const worked = factors.length === 0 ? '0' : `${figures} = ${count(value)}`;
    return { component: code(tensor.source.name), formula, worked, value };
  });
}

type Factor = readonly [symbol: string, size: number];

/** What is multiplied; nothing for what costs nothing by itself. */
function factorsOf(tensor: PlannedTensor, { sizes }: GapPlan): readonly Factor[] {
  const { role, dimensions, concept, byExpert } = tensor;
  const named = dimensions.map((key): Factor => [key, sizes[key] ?? 1]);
  const tokens: Factor = ['m', rows];
  const used: Factor = ['topK', sizes['topK'] ?? 1];
  if (role === 'product') return [['2', 2], tokens, ...named];
  if (role === 'experts') return [['2', 2], tokens, used, ...named.slice(1)];
  if (role === 'filter') return [['2', 2], tokens, ...named];
  if (role === 'elementwise') {
    const { flopsPerElement = 1 } = concept ?? {};
    const own = byExpert ? [used, ...named.slice(1)] : named;
    return [[String(flopsPerElement), flopsPerElement], tokens, ...own];
  }
  return [];
}

/** Bytes of each tensor in one occurrence of the layer, in 16 bits. */
export function memoryFigures(plan: GapPlan): readonly WorkedFigure[] {
  return plan.tensors.map(({ source, dimensions }) => {
    const sizes = dimensions.map((key) => plan.sizes[key] ?? 1);
    const value = productOf(sizes) * bytesPerElement;
    return {
      component: code(source.name),
      formula: [...dimensions, 'bytes'].join(' * '),
      worked: `${[...sizes, bytesPerElement].map(count).join(' * ')} = ${count(value)}`,
      value,
    };
  });
}
