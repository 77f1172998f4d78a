import { expertStack } from '../knowledge/concepts/expertStack.ts';
import type { GapPlan } from '../suite/plan.ts';
import { count } from '../text/markdown.ts';
import type { GapReportDocument, WorkedFigure } from './document.ts';
import { flopsFigures } from './worked.ts';

/** FLOPs with the experts that a token uses, or one where nobody says how many, and with all; nothing without any. */
export function flopsBounds(plan: GapPlan): GapReportDocument['flopsBounds'] {
  if (plan.experts === undefined) return undefined;
  const { areAlike, statesTopK, excess } = plan.experts;
  const sizes = statesTopK ? plan.sizes : { ...plan.sizes, topK: 1 };
  const sum = (figures: readonly WorkedFigure[]): number =>
    figures.reduce((total, { value }) => total + value, 0);
  if (!areAlike) {
    const beside = plan.tensors.filter(({ concept }) => concept?.name !== expertStack.name);
    return {
      atLeast: sum(flopsFigures({ ...plan, tensors: beside })),
      atMost: sum(flopsFigures(plan)),
      experts: 'none of the experts, which differ in size,',
    };
  }
  return {
    atLeast: sum(flopsFigures({ ...plan, sizes })),
    atMost: sum(flopsFigures(plan, 'all')),
    experts: !statesTopK
      ? 'one expert a token as the configuration does not say how many,'
      : excess !== undefined
        ? `all ${count(sizes['numExperts'] ?? 1)} experts a token as the configuration says more than there are, ${count(excess)},`
        : `${count(sizes['topK'] ?? 1)} of ${count(sizes['numExperts'] ?? 1)} experts a token as the configuration says,`,
  };
}
