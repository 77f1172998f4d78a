import type { GapTensor } from '../gap.ts';
import { isVector, type Concept, type TensorRole } from './concept.ts';
import { concepts } from './concepts.ts';

/** What is known of a tensor, by its name below the module or with it; nothing where the name says nothing. */
export function conceptOf(
  module: string,
  name: string,
  shape: readonly number[],
): Concept | undefined {
  // Words beyond any real name's length are somebody's trick, not a hint.
  const own = name.slice(-120);
  const full = `${module}${name}`.slice(-200);
  return concepts.find(
    ({ pattern, fits }) =>
      (pattern.test(own) || pattern.test(full)) && (fits === undefined || fits(shape)),
  );
}

/** How a tensor takes part in a step: as its concept says, or as its shape suggests. */
export function roleOf(
  concept: Concept | undefined,
  { name, shape, copies }: Pick<GapTensor, 'name' | 'shape' | 'copies'>,
): TensorRole {
  if (copies * shape.reduce((product, size) => product * size, 1) === 1) return 'scalar';
  // Vectors take part element by element whatever they belong to: biases of experts, and of filters.
  if (isVector(shape)) return 'elementwise';
  const { role = 'product' } = concept ?? {};
  const isStack = shape.length === 3 || copies > 1;
  // Whatever else a matrix of an expert is, only the experts that a token uses multiply it.
  if (role === 'product' && copies > 1 && isOfExpert(name)) return 'experts';
  return role === 'experts' && !isStack ? 'product' : role;
}

/** Whether a name says that a tensor belongs to one of several experts that tokens are routed to. */
export function isOfExpert(name: string): boolean {
  return /experts?[._]/.test(name) && !/shared_?experts?[._]/.test(name);
}
