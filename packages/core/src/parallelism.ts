import { FaultList, requireWholeNumber } from './errors.ts';
import { nearestName } from './nearestName.ts';

/**
 * The ways to spread a model over packages, innermost (best connected) first: neighbours in a
 * tensor-parallel group sit closest together, pipeline stages farthest apart.
 *
 * @example
 * import { parallelAxes } from '@mantile/core';
 * parallelAxes[0] // => 'tensorParallel'
 * @category Parallelism
 */
export const parallelAxes = [
  'tensorParallel',
  'sequenceParallel',
  'contextParallel',
  'expertParallel',
  'attentionDataParallel',
  'dataParallel',
  'pipelineParallel',
] as const;

/**
 * One way to spread a model over packages.
 *
 * @example
 * import type { ParallelAxis } from '@mantile/core';
 * const axis: ParallelAxis = 'expertParallel';
 * axis // => 'expertParallel'
 * @category Parallelism
 */
export type ParallelAxis = (typeof parallelAxes)[number];

/**
 * The degree of every axis.
 *
 * @example
 * import { resolveParallelism, type Parallelism } from '@mantile/core';
 * const plan: Parallelism = resolveParallelism({ tensorParallel: 8 });
 * plan.pipelineParallel // => 1
 * @category Parallelism
 */
export type Parallelism = Readonly<Record<ParallelAxis, number>>;

/**
 * Degrees as asked for: an absent axis means 1.
 *
 * @example
 * import type { ParallelismOptions } from '@mantile/core';
 * const plan: ParallelismOptions = { tensorParallel: 4, expertParallel: 2 };
 * plan.contextParallel // => undefined
 * @category Parallelism
 */
export type ParallelismOptions = Partial<Readonly<Record<ParallelAxis, number>>>;

/**
 * Completes a plan with ones; refuses unknown axes, degrees that are no whole number, and degrees above 1
 * on axes outside `supported`.
 *
 * @example
 * import { resolveParallelism } from '@mantile/core';
 * resolveParallelism({ contextParallel: 2 }).contextParallel // => 2
 * resolveParallelism({}).tensorParallel // => 1
 * @category Parallelism
 */
export function resolveParallelism(
  options: ParallelismOptions,
  supported: readonly ParallelAxis[] = parallelAxes,
): Parallelism {
  const faults = new FaultList();
  const plan = readParallelism(options, supported, faults);
  faults.throwIfAny();
  return plan;
}

/** As `resolveParallelism`, noting faults instead of throwing. */
export function readParallelism(
  options: ParallelismOptions,
  supported: readonly ParallelAxis[],
  faults: FaultList,
): Parallelism {
  for (const axis of Object.keys(options)) {
    if ((parallelAxes as readonly string[]).includes(axis)) continue;
    const near = nearestName(axis, parallelAxes);
    faults.add({
      code: 'parallelism.unknown_axis',
      path: `parallelism.${axis}`,
      value: axis,
      legal: parallelAxes,
      message:
        `no such axis${near === undefined ? '.' : `, did you mean "${near}"?`}` +
        ` Legal: ${parallelAxes.join(', ')}.`,
    });
  }
  const plan = {} as Record<ParallelAxis, number>;
  for (const axis of parallelAxes) plan[axis] = readDegree(options[axis], axis, supported, faults);
  return plan;
}

function readDegree(
  given: unknown,
  axis: ParallelAxis,
  supported: readonly ParallelAxis[],
  faults: FaultList,
): number {
  if (given === undefined) return 1;
  const path = `parallelism.${axis}`;
  if (!Number.isSafeInteger(given) || (given as number) < 1) {
    requireWholeNumber(faults, 'parallelism.invalid_degree', path, given, 1);
    return 1;
  }
  const degree = given as number;
  if (degree > 1 && !supported.includes(axis)) {
    faults.add({
      code: 'parallelism.unsupported_axis',
      path,
      value: degree,
      legal: [1],
      message: `this layer cannot be split that way; it supports ${supported.join(', ') || 'no axis'}.`,
    });
    return 1;
  }
  return degree;
}

/**
 * The degrees that divide a count, for error messages and searches.
 *
 * @example
 * import { divisorsOf } from '@mantile/core';
 * divisorsOf(12) // => [1, 2, 3, 4, 6, 12]
 * @category Parallelism
 */
export function divisorsOf(count: number): number[] {
  const small: number[] = [];
  const large: number[] = [];
  for (let candidate = 1; candidate * candidate <= count; candidate += 1) {
    if (count % candidate !== 0) continue;
    small.push(candidate);
    if (candidate * candidate !== count) large.unshift(count / candidate);
  }
  return [...small, ...large];
}
