import type { ParallelAxis } from '@mantile/core';
import { factorsOf, type Factor } from '../report/worked.ts';
import { count } from '../text/markdown.ts';
import type { Given } from './caseFigures.ts';
import { figure, letter, statable, sumLine } from './lines.ts';
import type { GapPlan } from './plan.ts';

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** Products with every row, shown and not demanded: the class may count more. */
export function flopsLines(given: Given, plan: GapPlan): readonly string[] {
  const tokens: readonly Factor[] = [
    ['batchSize', given.step.batchSize],
    ['seqLen', given.step.seqLen],
  ];
  const shown = plan.tensors.flatMap((tensor) => {
    const factors = factorsOf(tensor, { sizes: given.spec }, tokens);
    return factors.length === 0 ? [] : [{ tensor, factors }];
  });
  if (shown.length === 0) return ['None: no tensor is multiplied.', ''];
  const values: number[] = [];
  const lines = shown.flatMap(({ tensor, factors }, at) => {
    const axes = tensor.byExpert
      ? (['expertParallel', 'tensorParallel'] as const)
      : (['tensorParallel'] as const);
    const used: ParallelAxis[] = axes.filter((axis) =>
      tensor.cuts.some((cut) => cut.axis === axis),
    );
    const divided = [...used, 'attentionDataParallel' as const].flatMap((axis) => {
      const degree = given.parallelism[axis] ?? 1;
      return degree === 1 ? [] : [[axis, degree] as const];
    });
    const quotient = [
      factors.map(([symbol]) => symbol).join(' * '),
      ...divided.map(([axis]) => axis),
    ];
    const inNumbers = [
      factors.map(([, size]) => count(size)).join(' * '),
      ...divided.map(([, degree]) => degree),
    ];
    const value = divided.reduce(
      (all, [, degree]) => all / degree,
      product(factors.map(([, size]) => size)),
    );
    values.push(value);
    const name = statable.test(tensor.name) ? tensor.name : 'a tensor';
    return [
      `**(${letter(at)}) ${name}**`,
      '',
      `- FLOPs = \`${quotient.join(' / ')}\``,
      `- = \`${inNumbers.join(' / ')} = ${figure(value)}\``,
      '',
    ];
  });
  if (values.length < 2) return lines;
  return [...lines, '**Sum**', '', sumLine('tensorFlops', values), ''];
}
