import type { GapContext } from '../context.ts';
import type { Gap, GapTensor } from '../gap.ts';
import type { Concept, TensorRole } from '../knowledge/concept.ts';
import { readTensors, type ReadTensor } from '../knowledge/readTensors.ts';
import { cutsOf, type Cut } from './cuts.ts';
import { DimensionKeys, type PlannedDimension } from './dimensionKeys.ts';
import { expertFacts, type ExpertFacts } from './expertFacts.ts';
import { knownState, type PlannedState } from './knownState.ts';

/** A tensor as the layer of a gap declares it. */
export interface PlannedTensor {
  readonly source: GapTensor;
  readonly concept?: Concept | undefined;
  readonly role: TensorRole;
  /** As the checkpoint names it below the module, `{expert}` for the index of an expert. */
  readonly name: string;
  /** Whether no other tensor of the module has the name: copies and shapes that differ within a list have one for all. */
  readonly isNamed: boolean;
  /** As stored, a count of copies first. */
  readonly dimensions: readonly PlannedDimension[];
  /** Which of them counts outputs. */
  readonly outputs: number;
  /** Whether the first dimension counts experts, of which a token uses some. */
  readonly byExpert: boolean;
  /** What parallelism cuts; nothing where nothing suggests it. */
  readonly cuts: readonly Cut[];
  /** Whether it stays in 32 bits among others that do not. */
  readonly isSingle: boolean;
}

/** What a gap's tensors show of its layer: sizes by key, and tensors over them. */
export interface GapPlan {
  readonly kind: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly tensors: readonly PlannedTensor[];
  /** Numbers of heads, which tensor parallelism deals out whole. */
  readonly heads: readonly number[];
  /** What is kept per sequence; absent where nobody knows, empty where a known layer keeps it. */
  readonly keeps?: readonly PlannedState[] | undefined;
  /** Whether a recurrence is among them, of whose state no tensor shows the size or the cut. */
  readonly isRecurrent: boolean;
  /** What is said of experts; absent without any. */
  readonly experts?: ExpertFacts | undefined;
  /** Tensors that the plan leaves out: empty ones, and those beyond what one layer can hold. */
  readonly leftOut: number;
  /** What was taken for lack of a fact. */
  readonly assumptions: readonly string[];
}

const mostTensors = 96;

const uncutRecurrence =
  'No tensor shows how a recurrence is cut over packages: in the cases every package holds all of it.';

/** Reads the layer of a gap from its tensors. */
export function planGap(gap: Gap, { sizes: stated }: Pick<GapContext, 'sizes'>): GapPlan {
  const usable = gap.tensors.filter(({ shape }) => shape.every((size) => size > 0));
  const reading = readTensors(gap.module, usable, stated);
  const { tensors: read, numExperts } = reading;
  const isRecurrent = read.some(({ concept }) => concept?.type === 'Recurrent');
  const keys = new DimensionKeys(gap, stated, isRecurrent, numExperts);
  const names = new Map<string, number>();
  for (const { tensor } of read) names.set(tensor.name, (names.get(tensor.name) ?? 0) + 1);
  const usual = usualFormat(usable);
  const taken = new Set<string>();
  const drafts = read.slice(0, mostTensors).map((each): Omit<PlannedTensor, 'cuts'> => {
    const { tensor: source, concept, role, byExpert } = each;
    const isAlone = names.get(source.name) === 1;
    const dimensions = keys.dimensionsOf(each);
    return {
      source,
      concept,
      role,
      name: nameOf(each, taken),
      isNamed: isAlone && (source.copies === 1 || byExpert),
      dimensions,
      outputs: outputsOf(each, dimensions),
      byExpert,
      isSingle: source.dtype === 'F32' && usual !== 'F32',
    };
  });
  const { topK } = stated;
  const count = keys.numExperts;
  const experts = count === undefined ? undefined : expertFacts(reading, count, stated);
  if (count !== undefined && experts?.areAlike === true) {
    keys.nameTopK(Math.min(topK ?? count, count));
  }
  const cuts = cutsOf(drafts, keys, isRecurrent);
  const tensors = drafts.map((draft, at): PlannedTensor => ({ ...draft, cuts: cuts[at] ?? [] }));
  const keeps = knownState(gap, keys.sizes, isRecurrent);
  return {
    kind: gap.className,
    sizes: keys.sizes,
    tensors,
    ...(keeps !== undefined && { keeps }),
    heads: headCounts(keys),
    isRecurrent,
    ...(experts !== undefined && { experts }),
    leftOut: gap.tensors.length - tensors.length,
    assumptions: [...(experts?.notes ?? []), ...(isRecurrent ? [uncutRecurrence] : [])],
  };
}

function headCounts({ heads }: DimensionKeys): readonly number[] {
  return [heads['numHeads'], heads['numKvHeads']].flatMap((count) => count ?? []);
}

/** The format that holds the most elements. */
function usualFormat(tensors: readonly GapTensor[]): string | undefined {
  const elements = new Map<string, number>();
  for (const { dtype, parameters } of tensors) {
    elements.set(dtype, (elements.get(dtype) ?? 0) + parameters);
  }
  return [...elements].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** The checkpoint's own name; a letter behind it tells those of one name apart. */
function nameOf({ tensor: { name, copies }, byExpert }: ReadTensor, taken: Set<string>): string {
  const own = byExpert && copies > 1 ? name.replace('{n}', '{expert}') : name;
  let free = own;
  for (let next = 2; taken.has(free); next += 1) free = `${own}#${next}`;
  taken.add(free);
  return free;
}

/** Behind counts of copies, the first dimension that is one. */
function outputsOf(
  { tensor: { copies }, byExpert }: ReadTensor,
  dimensions: readonly PlannedDimension[],
): number {
  const from = byExpert || copies > 1 ? 1 : 0;
  const found = dimensions.findIndex((keys, at) => at >= from && keys.length > 0);
  return found === -1 ? Math.min(from, Math.max(0, dimensions.length - 1)) : found;
}
