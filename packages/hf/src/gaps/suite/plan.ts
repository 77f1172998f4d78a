import type { GapContext } from '../context.ts';
import type { Gap, GapTensor } from '../gap.ts';
import { conceptOf, isOfExpert, roleOf } from '../knowledge/conceptOf.ts';
import type { Concept, TensorRole } from '../knowledge/concept.ts';
import { keyStem, SizeKeys } from './sizeKeys.ts';

/** A tensor as the layer of a gap declares it. */
export interface PlannedTensor {
  readonly source: GapTensor;
  readonly concept?: Concept | undefined;
  readonly role: TensorRole;
  /** A name without anything that a document could misread. */
  readonly name: string;
  /** Keys of the sizes of its dimensions, a count of copies first; dimensions of one element are left out. */
  readonly dimensions: readonly string[];
  /** Whether the first dimension counts experts, of which a token uses some. */
  readonly byExpert: boolean;
  /** Which dimension tensor parallelism cuts; none where nothing suggests one. */
  readonly split?: { readonly side: 'inputs' | 'outputs'; readonly dimension: number } | undefined;
}

/** What a gap's tensors show of its layer: sizes by key, and tensors over them. */
export interface GapPlan {
  readonly kind: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly tensors: readonly PlannedTensor[];
  /** Tensors that the plan leaves out: empty ones, and those beyond what one layer can hold. */
  readonly leftOut: number;
  /** What was taken for lack of a fact. */
  readonly assumptions: readonly string[];
}

const mostTensors = 96;
const reducing =
  /(^|[._])(o|out|output|down|wo|w2|c_proj|o_proj|out_proj|down_proj|dense|fc2)([._]|$)/;

/** Reads the layer of a gap from its tensors. */
export function planGap(gap: Gap, { sizes: stated }: Pick<GapContext, 'sizes'>): GapPlan {
  const { numExperts: _, topK, ...others } = stated;
  const keys = new SizeKeys(others);
  const names = new Set<string>();
  const usable = gap.tensors.filter(({ shape }) => shape.every((size) => size > 0));
  let experts: { readonly key: string; readonly count: number } | undefined;
  const tensors = usable.slice(0, mostTensors).map((source): PlannedTensor => {
    const { name, copies } = source;
    const concept = conceptOf(gap.module, name, source.shape);
    const role = roleOf(concept, source);
    const stem = keyStem(name);
    const isOfExperts = concept?.role === 'experts' || isOfExpert(name);
    const shape = [...(copies > 1 ? [copies] : []), ...source.shape];
    // The stack of experts in one tensor counts them in its first dimension.
    const byExpert = role === 'experts' || (isOfExperts && copies > 1);
    const sizes = shape.filter((size) => size !== 1);
    const dimensions = sizes.map((size, at) => {
      if (at === 0 && byExpert) {
        experts ??= { key: keys.own('numExperts', size), count: size };
        return experts.count === size ? experts.key : keys.own(`${stem}Experts`, size);
      }
      if (at === 0 && copies > 1) return keys.own(`${stem}Copies`, size);
      return keys.key(size, stem + suffix(sizes.length, at));
    });
    let own = stem;
    for (let next = 0; names.has(own); next += 1) own = stem + tail(next);
    names.add(own);
    const split = splitOf(role, name, sizes, copies, stated['hiddenSize']);
    return { source, concept, role, name: own, dimensions, byExpert, split };
  });
  if (experts !== undefined) keys.own('topK', Math.min(topK ?? experts.count, experts.count));
  return {
    kind: gap.className,
    sizes: keys.sizes,
    tensors,
    leftOut: gap.tensors.length - tensors.length,
    assumptions:
      experts === undefined || topK !== undefined
        ? []
        : [
            'The configuration does not say how many experts a token uses: topK is all of them here.',
          ],
  };
}

function suffix(dimensions: number, at: number): string {
  if (dimensions === 1) return 'Size';
  return ['Outputs', 'Inputs', 'Taps'][at] ?? 'Extent';
}

function tail(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : tail(Math.floor(index / 26) - 1) + letter;
}

/** Wide projections are cut by what they lead to, those back to the hidden state by what they come from. */
function splitOf(
  role: TensorRole,
  name: string,
  sizes: readonly number[],
  copies: number,
  hiddenSize: number | undefined,
): PlannedTensor['split'] {
  if (role !== 'product' || sizes.length < 2) return undefined;
  const outputs = copies > 1 && sizes.length > 2 ? 1 : 0;
  const [rows, columns] = [sizes[outputs], sizes[outputs + 1]];
  const isBack =
    rows === columns || hiddenSize === undefined || (rows !== hiddenSize && columns !== hiddenSize)
      ? reducing.test(name)
      : rows === hiddenSize;
  return isBack && columns !== undefined
    ? { side: 'inputs', dimension: outputs + 1 }
    : { side: 'outputs', dimension: outputs };
}
