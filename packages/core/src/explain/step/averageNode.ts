import type { ExplainedNumber } from '../explanation.ts';
import { node, sumNode } from '../node.ts';
import type { StepRun, StepRuns } from './stepRun.ts';

/** What a step comes to: one step, or the mean of those with few and with many tokens before them. */
export function averageNode(
  name: string,
  value: number,
  { steps }: StepRuns,
  of: (step: StepRun, name: string) => ExplainedNumber,
): ExplainedNumber {
  const [first, ...others] = steps;
  if (first !== undefined && others.length === 0) return of(first, name);
  const parts = steps.map((step, index) => {
    const own = of(step, 'step');
    const { share, context } = step;
    return node(`stretch ${index + 1}`, 'ms', share * own.value, {
      meaning: `the share of steps that are as one after ${Math.round(context)} tokens`,
      formula: 'share * step',
      inputs: { share, step: own.value },
      children: [own],
    });
  });
  const meaning =
    'the mean of steps as sequences grow: their work is no line, but one in each stretch';
  return sumNode(name, 'ms', value, parts, { meaning });
}
