import { parallelAxes, type ParallelAxis, type Phase } from '@mantile/core';
import type { GapPlan } from './plan.ts';

/** A case of a gap: a spec, over so many packages, in a step. */
export interface GapCase {
  readonly title: string;
  readonly spec: Readonly<Record<string, number>>;
  readonly parallelism: Readonly<Partial<Record<ParallelAxis, number>>>;
  readonly step: {
    readonly phase: Phase;
    readonly batchSize: number;
    readonly seqLen: number;
    readonly contextLen: number;
  };
}

const prompt = { phase: 'prefill', batchSize: 2, seqLen: 128, contextLen: 0 } as const;
const decode = { phase: 'decode', batchSize: 32, seqLen: 1, contextLen: 1023 } as const;
const degrees = [4, 2, 8, 3, 5, 7];

/** Short names of the axes that cases have. */
const symbols: Readonly<Partial<Record<ParallelAxis, string>>> = {
  tensorParallel: 'TP',
  expertParallel: 'EP',
  attentionDataParallel: 'ADP',
};

/**
 * Three to five cases of a gap: one package, what its tensors can be spread over, decode, another size. Prompts are as
 * long as degrees share out evenly, so that every figure is whole.
 */
export function casesOf(plan: GapPlan): readonly GapCase[] {
  const spec = plan.sizes;
  const spread = spreadOf(plan);
  const base = { spec, parallelism: {}, step: prompt };
  const doubled = doubledSpec(plan);
  return [
    { ...base, title: 'one package' },
    ...spread.map(([axis, degree]): GapCase => ({
      ...base,
      title: `${symbols[axis] ?? axis} = ${degree}`,
      parallelism: { [axis]: degree },
      step: { ...prompt, seqLen: degree * Math.ceil(prompt.seqLen / degree) },
    })),
    { ...base, title: 'decode', step: decode },
    doubled === undefined
      ? { ...base, title: 'a longer prompt', step: { ...prompt, seqLen: 512 } }
      : { ...base, title: `twice the ${doubled.key}`, spec: doubled.spec },
  ];
}

/** The axes that the cases of a plan use. */
export function axesOf(plan: GapPlan): readonly ParallelAxis[] {
  const used = new Set(spreadOf(plan).map(([axis]) => axis));
  return parallelAxes.filter((axis) => used.has(axis));
}

/** What cuts tensors; where nothing does, the sequences of the batch are dealt out, which leaves every tensor whole. */
function spreadOf(plan: GapPlan): readonly (readonly [ParallelAxis, number])[] {
  const found = (['tensorParallel', 'expertParallel'] as const).flatMap((axis) => {
    const degree = degreeFor(unitsOf(plan, axis));
    return degree === undefined ? [] : [[axis, degree] as const];
  });
  return found.length > 0 ? found : [['attentionDataParallel', 2]];
}

/** Counts that the degree of an axis has to divide. */
function unitsOf({ tensors, sizes, heads }: GapPlan, axis: ParallelAxis): readonly number[] {
  const cut = tensors.flatMap(({ cuts, dimensions }) =>
    cuts.flatMap((each) =>
      each.axis === axis ? [sizes[dimensions[each.dimension]?.[0] ?? ''] ?? 1] : [],
    ),
  );
  // Heads go whole, also where a dimension does not say that it is made of them.
  return cut.length === 0 || axis !== 'tensorParallel' ? cut : [...cut, ...heads];
}

/** A degree that divides all sizes; none where there is nothing to divide. */
function degreeFor(sizes: readonly number[]): number | undefined {
  if (sizes.length === 0) return undefined;
  return degrees.find((degree) => sizes.every((size) => size % degree === 0));
}

/** Another width of the model where it is known, or of whatever is no count of experts or heads. */
function doubledSpec({
  sizes,
}: GapPlan): { readonly key: string; readonly spec: Record<string, number> } | undefined {
  const key = Object.hasOwn(sizes, 'hiddenSize')
    ? 'hiddenSize'
    : Object.keys(sizes).find((name) => name !== 'topK' && !/xperts|Heads$|^headDim$/.test(name));
  if (key === undefined) return undefined;
  return { key, spec: { ...sizes, [key]: 2 * (sizes[key] ?? 1) } };
}
