import type { GapTensor } from '../gap.ts';
import { isVector, type Concept, type TensorRole } from './concept.ts';
import { conceptOf, isOfExpert, roleOf } from './conceptOf.ts';
import { expertStack } from './concepts/expertStack.ts';
import { router } from './concepts/router.ts';
import { expertsAmong } from './experts.ts';

/** A tensor with what it is taken for. */
export interface ReadTensor {
  readonly tensor: GapTensor;
  readonly concept?: Concept | undefined;
  readonly role: TensorRole;
  /** Whether it belongs to routed experts, of which a token uses some. */
  readonly byExpert: boolean;
  /** Whether it has one row, or one element, for each expert. */
  readonly countsExperts: boolean;
}

/** The tensors of a module, read together: what one is may show only beside the others. */
export interface ModuleReading {
  readonly tensors: readonly ReadTensor[];
  /** Routed experts, where there are any. */
  readonly numExperts?: number | undefined;
  /** Whether they differ in size. */
  readonly hasUnevenExperts?: boolean | undefined;
  /** Rows of what looks like their router, by name, shape or both; absent without one. */
  readonly routerRows?: number | undefined;
}

/** Reads the tensors of a module: by name where a name is known, by what they must be where shapes tell. */
export function readTensors(
  module: string,
  tensors: readonly GapTensor[],
  sizes: Readonly<Record<string, number>>,
): ModuleReading {
  const experts = expertsAmong(module, tensors, sizes);
  const read = tensors.map((tensor): ReadTensor => {
    const { name, shape, copies } = tensor;
    const named = conceptOf(module, name, shape);
    if (experts?.routers.has(tensor) === true) {
      const concept = named?.type === 'MoE' && named !== expertStack ? named : router;
      return { tensor, concept, role: 'product', byExpert: false, countsExperts: true };
    }
    if (experts?.areUneven === true && experts.tensors.has(tensor)) {
      const role = isVector(shape) ? 'elementwise' : 'product';
      return { tensor, concept: expertStack, role, byExpert: false, countsExperts: false };
    }
    if (experts?.tensors.has(tensor) === true) {
      const one = copies > 1 ? shape : shape.slice(1);
      const role = isVector(one) ? 'elementwise' : 'experts';
      const isNamed = named?.role === 'experts' || (role === 'elementwise' && named !== undefined);
      const concept = isNamed ? named : expertStack;
      return { tensor, concept, role, byExpert: true, countsExperts: false };
    }
    const role = roleOf(named, tensor);
    const isOfExperts = named?.role === 'experts' || isOfExpert(name);
    const byExpert = role === 'experts' || (isOfExperts && copies > 1);
    const isVectorOfExperts = named?.type === 'MoE' && isVector(shape) && !byExpert;
    const countsExperts = isVectorOfExperts && shape.includes(experts?.count ?? NaN);
    return { tensor, concept: named, role, byExpert, countsExperts };
  });
  const scoring = read.find(({ concept }) => concept?.name === router.name)?.tensor;
  const hasOwn = experts !== undefined && experts.routers.size > 0;
  const routerRows = hasOwn
    ? experts.count
    : scoring?.shape.find((size) => size !== sizes['hiddenSize']);
  return {
    tensors: read,
    ...(experts !== undefined && { numExperts: experts.count }),
    ...(experts?.areUneven === true && { hasUnevenExperts: true }),
    ...(routerRows !== undefined && { routerRows }),
  };
}
