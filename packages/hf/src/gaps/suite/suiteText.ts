import { parallelAxes } from '@mantile/core';
import { count } from '../text/markdown.ts';
import type { GapCase } from './cases.ts';
import { figuresOf } from './caseFigures.ts';
import { caseText } from './caseText.ts';
import type { GapPlan } from './plan.ts';

interface Suite {
  /** In words that hold no figures. */
  readonly feature: string;
  readonly ids: readonly string[];
  readonly cases: readonly GapCase[];
  readonly plan: GapPlan;
  readonly notes: readonly string[];
}

/** The document of a gap's cases: what it demands and what it leaves open, a summary, and every case. */
export function suiteText({ feature, ids, cases, plan, notes }: Suite): string {
  const each = cases.map((one, at) => ({ id: ids[at] ?? '', one }));
  const lines = [
    `# ${plan.kind} tests`,
    '',
    '## Overview',
    '',
    `What the tensors of ${feature} fix: their names, shapes and bytes, on one package and over several.`,
    '',
    'Not demanded, because no tensor shows it: FLOPs beyond those worked out here, activations and exchanges. Whoever writes the class adds what the model code says, and derives the figures by hand.',
    '',
    '## Test Summary',
    '',
    ...summary(each, plan),
    '',
    '## Conventions Used in All Tests',
    '',
    '- Tensors have the names of the checkpoint, below the prefix of the layer.',
    '- Figures *per package* are those of the busiest package; totals are sums over all packages, replicas counted.',
    '- FLOPs are what the tensors show, as if each were applied to every token: two for an element of a matrix, less than five for one of a vector.',
    ...(plan.keeps === undefined ? [] : [`- ${keptText(plan)}`]),
    ...plan.assumptions.map((assumption) => `- ${assumption}`),
    ...notes.map((note) => `- ${note}`),
    ...(plan.leftOut === 0
      ? []
      : [`- ${plan.leftOut} further tensors of the module are left out.`]),
    '',
    ...each.flatMap(({ id, one }) => ['---', '', ...caseText(id, one, plan)]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** On what reading the state rests. */
function keptText({ keeps = [] }: GapPlan): string {
  return `The configuration names the layer kind, and the tensors that ${keeps.map(({ name }) => name).join(' and ')} come from are as that kind has them: it is taken to keep them for every position.`;
}

function summary(
  cases: readonly { readonly id: string; readonly one: GapCase }[],
  plan: GapPlan,
): readonly string[] {
  const hasState = plan.keeps !== undefined;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = [
    'Test',
    'Parallelism',
    'Step',
    'Weights/package',
    ...(hasState ? ['KV cache/package'] : []),
  ];
  return [
    row(head),
    row(head.map(() => '---')),
    ...cases.map(({ id, one }) => {
      const { weights, state } = figuresOf(one, plan);
      const degrees = parallelAxes.flatMap((axis) => {
        const degree = one.parallelism[axis];
        return degree === undefined ? [] : [`${axis} = ${degree}`];
      });
      const { phase, batchSize, seqLen, contextLen } = one.step;
      const step = `${phase}, batchSize = ${batchSize}, seqLen = ${seqLen}${contextLen > 0 ? `, contextLen = ${count(contextLen)}` : ''}`;
      return row([
        id,
        degrees.join(', ') || 'one package',
        step,
        count(weights),
        ...(state === undefined ? [] : [count(state)]),
      ]);
    }),
  ];
}
