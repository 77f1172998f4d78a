import type { SpecCase } from '@mantile/layers/spec';
import type { GapPlan } from './plan.ts';

const prompt = { phase: 'prefill', batchSize: 2, seqLen: 128 } as const;
const degrees = [4, 2, 8, 3, 5, 7];

/** Three to five cases of a gap: one package, what its tensors can be spread over, decode, another size. */
export function casesOf(plan: GapPlan): readonly SpecCase[] {
  const spec = plan.sizes;
  const tensorParallel = degreeFor(cutSizes(plan));
  const stacks = plan.tensors.flatMap(({ byExpert, dimensions: [first = ''] }) =>
    byExpert ? (spec[first] ?? 1) : [],
  );
  const expertParallel = degreeFor(stacks);
  const doubled = doubledSpec(plan);
  return [
    { title: 'one package', spec, step: prompt },
    ...(tensorParallel === undefined
      ? []
      : [{ title: `TP = ${tensorParallel}`, spec, parallelism: { tensorParallel }, step: prompt }]),
    ...(expertParallel === undefined
      ? []
      : [{ title: `EP = ${expertParallel}`, spec, parallelism: { expertParallel }, step: prompt }]),
    ...(tensorParallel === undefined && expertParallel === undefined
      ? [{ title: 'SP = 2', spec, parallelism: { sequenceParallel: 2 }, step: prompt }]
      : []),
    { title: 'decode', spec, step: { phase: 'decode', batchSize: 32, contextLen: 1023 } },
    ...(doubled === undefined
      ? [{ title: 'a longer prompt', spec, step: { ...prompt, seqLen: 512 } }]
      : [{ title: `twice the ${doubled.key}`, spec: doubled.spec, step: prompt }]),
  ];
}

/** Sizes that tensor parallelism has to divide. */
function cutSizes({ tensors, sizes }: GapPlan): readonly number[] {
  return tensors.flatMap(({ split, dimensions }) =>
    split === undefined ? [] : (sizes[dimensions[split.dimension] ?? ''] ?? 1),
  );
}

/** A degree that divides all sizes; none where there is nothing to divide. */
function degreeFor(sizes: readonly number[]): number | undefined {
  if (sizes.length === 0) return undefined;
  return degrees.find((degree) => sizes.every((size) => size % degree === 0));
}

function doubledSpec({
  sizes,
}: GapPlan): { readonly key: string; readonly spec: Record<string, number> } | undefined {
  const key = Object.keys(sizes).find((name) => name !== 'topK' && !name.endsWith('xperts'));
  if (key === undefined) return undefined;
  return { key, spec: { ...sizes, [key]: 2 * (sizes[key] ?? 1) } };
}
