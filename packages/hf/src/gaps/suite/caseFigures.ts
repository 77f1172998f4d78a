import { count } from '../text/markdown.ts';
import type { GapCase } from './cases.ts';
import type { GapPlan, PlannedTensor } from './plan.ts';

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** What a case demands: bytes held, and bytes kept where they are known. */
export interface CaseFigures {
  readonly packages: number;
  readonly weights: number;
  readonly state?: number | undefined;
}

/** A case without its heading. */
export type Given = Omit<GapCase, 'title'>;

/** The figures of a case. */
export function figuresOf(given: Given, plan: GapPlan): CaseFigures {
  const { spec, step, parallelism } = given;
  const weights = plan.tensors.reduce((sum, tensor) => sum + bytesOf(tensor, given), 0);
  const { tensorParallel = 1 } = parallelism;
  const packages = product(Object.values(parallelism));
  const positions = sequences(given) * (step.contextLen + step.seqLen);
  const state = plan.keeps?.reduce(
    (sum, { keys }) =>
      sum + (2 * positions * product(keys.map((key) => spec[key] ?? 1))) / tensorParallel,
    0,
  );
  return { packages, weights, ...(state !== undefined && { state }) };
}

function sequences({ step, parallelism }: Given): number {
  return Math.ceil(step.batchSize / (parallelism.attentionDataParallel ?? 1));
}

/** Sizes of a tensor on a package, and how they come about. */
export function localSizes(
  { dimensions, cuts }: PlannedTensor,
  { spec, parallelism }: Given,
): readonly { readonly text: string; readonly size: number }[] {
  return dimensions.map((keys, at) => {
    const whole = product(keys.map((key) => spec[key] ?? 1));
    const axis = cuts.find(({ dimension }) => dimension === at)?.axis;
    const degree = axis === undefined ? 1 : (parallelism[axis] ?? 1);
    if (degree === 1) return { text: count(whole), size: whole };
    return { text: `(${count(whole)} / ${axis ?? ''})`, size: whole / degree };
  });
}

/** Bytes of a tensor on a package. */
export function bytesOf(tensor: PlannedTensor, given: Given): number {
  return product(localSizes(tensor, given).map(({ size }) => size)) * (tensor.isSingle ? 4 : 2);
}
