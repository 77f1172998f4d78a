import {
  divisorsOf,
  parallelAxes,
  type FaultList,
  type ParallelAxis,
  type Parallelism,
  type ParallelismOptions,
} from '@mantile/core';

/** Packages that a plan uses: expert parallelism adds none, it says how many of them share the experts of a layer. */
export function packagesOf(plan: Parallelism): number {
  return parallelAxes.reduce(
    (product, axis) => (axis === 'expertParallel' ? product : product * plan[axis]),
    1,
  );
}

/** Notes what a plan of a whole model cannot hold. */
export function checkPlan(plan: Parallelism, hasExperts: boolean, faults: FaultList): void {
  for (const axis of ['dataParallel', 'pipelineParallel'] as const) {
    if (plan[axis] === 1) continue;
    faults.add({
      code: 'parallelism.unsupported_axis',
      path: `parallelism.${axis}`,
      value: plan[axis],
      legal: [1],
      message:
        axis === 'dataParallel'
          ? 'replicas of a model share no step, so that they are no part of it: build one of them, and give estimate() their number.'
          : 'stages each run a part of the layers, so that no step runs on all packages: build the whole model, and give estimate() the number of stages.',
    });
  }
  const { expertParallel } = plan;
  if (expertParallel === 1) return;
  const legal = hasExperts ? divisorsOf(packagesOf(plan)) : [1];
  if (legal.includes(expertParallel)) return;
  faults.add({
    code: hasExperts ? 'parallelism.indivisible' : 'parallelism.unsupported_axis',
    path: 'parallelism.expertParallel',
    value: expertParallel,
    legal,
    message: hasExperts
      ? `experts are shared among packages that the other axes name: ${expertParallel} must divide their product, ` +
        `${packagesOf(plan)}. For attention that splits the batch beside the experts, set attentionDataParallel.`
      : 'no layer of this model can spread experts.',
  });
}

/**
 * The degrees of one layer in a model's plan, so that it runs on the same packages as all others.
 *
 * Packages that share a sequence's tokens do so in every layer, as context parallelism where a kind knows no
 * sequence parallelism. Experts take the place of attention-data parallel groups first, whose tokens they bring
 * together, then that of packages that share a sequence, then of tensor parallelism.
 */
export function layerPlan(
  plan: Parallelism,
  supported: readonly ParallelAxis[],
  name: string,
  path: string,
  faults: FaultList,
): ParallelismOptions {
  const degrees: Record<string, number> = {
    tensorParallel: plan.tensorParallel,
    sequenceParallel: plan.sequenceParallel,
    contextParallel: plan.contextParallel,
    attentionDataParallel: plan.attentionDataParallel,
  };
  if (!supported.includes('sequenceParallel') && supported.includes('contextParallel')) {
    degrees['contextParallel'] = plan.contextParallel * plan.sequenceParallel;
    degrees['sequenceParallel'] = 1;
  }
  if (supported.includes('expertParallel')) {
    let left = plan.expertParallel;
    for (const axis of [
      'attentionDataParallel',
      'contextParallel',
      'sequenceParallel',
      'tensorParallel',
    ]) {
      const common = greatestCommonDivisor(left, degrees[axis] ?? 1);
      degrees[axis] = (degrees[axis] ?? 1) / common;
      left /= common;
    }
    degrees['expertParallel'] = plan.expertParallel;
  }
  const given: Record<string, number> = {};
  for (const [axis, degree] of Object.entries(degrees)) {
    if (degree === 1 || (supported as readonly string[]).includes(axis)) {
      given[axis] = degree;
      continue;
    }
    faults.add({
      code: 'parallelism.unsupported_axis',
      path: `${path}.parallelism.${axis}`,
      value: degree,
      legal: [1],
      message: cannotSplit(name, degrees, supported),
    });
  }
  return given;
}

function cannotSplit(
  name: string,
  degrees: Readonly<Record<string, number>>,
  supported: readonly ParallelAxis[],
): string {
  const packages = Object.values(degrees).reduce((product, degree) => product * degree, 1);
  const rest = packages / (degrees['attentionDataParallel'] ?? 1);
  const own = supported.includes('tensorParallel')
    ? ` Leave the axis out, or spread this layer over the same packages in a way of its own, such as ` +
      `layers: { '${name}': { parallelism: { tensorParallel: ${rest}` +
      `${packages === rest ? '' : `, attentionDataParallel: ${packages / rest}`} } } }.`
    : ' Leave the axis out.';
  return `"${name}" supports ${supported.join(', ') || 'no axis'}; it cannot be split that way, and repeating it is not silently assumed.${own}`;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
