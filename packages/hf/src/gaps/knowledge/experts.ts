import { patternOf } from '../../tensors/pattern.ts';
import type { GapTensor } from '../gap.ts';
import { conceptOf, isOfExpert } from './conceptOf.ts';
import { isMatrix } from './concept.ts';

/** Routed experts among the tensors of a module, under whatever names. */
export interface Experts {
  readonly count: number;
  /** What each expert has one of: numbered tensors, or stacks whose first dimension counts experts. */
  readonly tensors: ReadonlySet<GapTensor>;
  /** Whether they differ in size, each tensor by itself. */
  readonly areUneven?: boolean | undefined;
  /** What scores them: as many rows as there are experts. */
  readonly routers: ReadonlySet<GapTensor>;
}

type Sizes = Readonly<Record<string, number>>;

/** Finds experts by what they must be: alike, as many as a router has rows, or as many as the configuration states. */
export function expertsAmong(
  module: string,
  tensors: readonly GapTensor[],
  sizes: Sizes,
): Experts | undefined {
  const stacks = tensors.flatMap((tensor) => {
    const count = countOf(module, tensor);
    return count === undefined ? [] : [{ tensor, count }];
  });
  // A matrix for each head of a recurrence looks like one for each expert.
  const isRecurrent = tensors.some(
    ({ name, shape }) => conceptOf(module, name, shape)?.type === 'Recurrent',
  );
  const counts = new Set(stacks.flatMap(({ tensor, count }) => (isMap(tensor) ? [count] : [])));
  const found = [...counts].flatMap((count): Experts[] => {
    const own = stacks.filter((stack) => stack.count === count).map(({ tensor }) => tensor);
    const biases = tensors.filter((tensor) => isStackedBias(tensor, count));
    const routers = tensors.filter(
      (tensor) => !biases.includes(tensor) && isRouter(tensor, count, sizes['hiddenSize']),
    );
    if (!areExperts(module, own, count, routers.length > 0 && !isRecurrent, sizes)) return [];
    return [{ count, tensors: new Set([...own, ...biases]), routers: new Set(routers) }];
  });
  const elements = ({ tensors: own }: Experts): number =>
    [...own].reduce((sum, { parameters }) => sum + parameters, 0);
  return (
    found.reduce<Experts | undefined>(
      (best, each) => (best === undefined || elements(each) > elements(best) ? each : best),
      undefined,
    ) ?? unevenExperts(module, tensors, sizes)
  );
}

/** Experts that differ in size: numbered, and as many as a router has rows. */
function unevenExperts(
  module: string,
  tensors: readonly GapTensor[],
  sizes: Sizes,
): Experts | undefined {
  const numbered = new Map<string, GapTensor[]>();
  for (const tensor of tensors) {
    const pattern = patternOf(tensor.name);
    if (tensor.copies > 1 || pattern.split('{n}').length !== 2 || isShared(pattern)) continue;
    numbered.set(pattern, [...(numbered.get(pattern) ?? []), tensor]);
  }
  for (const [, own] of numbered) {
    const count = own.length;
    const routers = tensors.filter((tensor) => isRouter(tensor, count, sizes['hiddenSize']));
    if (count < 2 || routers.length === 0 || !areExperts(module, own, count, true, sizes)) continue;
    const all = [...numbered.values()].filter(({ length }) => length === count).flat();
    return { count, tensors: new Set(all), routers: new Set(routers), areUneven: true };
  }
  return undefined;
}

/** How many alike a tensor stands for; nothing where it is one by itself. */
function countOf(module: string, tensor: GapTensor): number | undefined {
  const { name, shape, copies } = tensor;
  if (isShared(name)) return undefined;
  if (copies > 1) return name.split('{n}').length === 2 ? copies : undefined;
  const [first = 1] = shape;
  if (shape.length !== 3 || first < 2 || !isMatrix(shape.slice(1))) return undefined;
  return conceptOf(module, name, shape)?.role === 'filter' ? undefined : first;
}

/** Whether one of several maps vectors to vectors, as the matrices of experts do. */
function isMap({ shape, copies }: GapTensor): boolean {
  return isMatrix(copies > 1 ? shape : shape.slice(1));
}

function isRouter({ shape, copies }: GapTensor, count: number, hidden: number | undefined) {
  const [rows = 0, columns = 0] = shape;
  if (copies > 1 || shape.length !== 2) return false;
  if (rows === count && (hidden === undefined ? columns > rows : columns === hidden)) return true;
  return columns === count && rows === hidden && rows > columns;
}

function areExperts(
  module: string,
  own: readonly GapTensor[],
  count: number,
  hasRouter: boolean,
  { numExperts, topK, numHeads, numKvHeads }: Sizes,
): boolean {
  if (own.some(({ name }) => isOfExpert(name))) return true;
  // A matrix for each head, with a gate of as many rows, looks the same.
  if (/attn|attention/i.test(module)) return false;
  if (numExperts !== undefined) return numExperts === count;
  const isNumbered = own.some(({ copies }) => copies > 1);
  const isOfHeads = count === numHeads || count === numKvHeads;
  return hasRouter && (isNumbered || topK !== undefined || !isOfHeads);
}

function isStackedBias({ name, shape, copies }: GapTensor, count: number): boolean {
  const isNamed = /bias|(^|[._])b\d*$/.test(name) && !isShared(name);
  return copies === 1 && shape.length === 2 && shape[0] === count && isNamed;
}

/** Experts that all tokens pass are networks like any other. */
function isShared(name: string): boolean {
  return /shared/i.test(name);
}
