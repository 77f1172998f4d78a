import type { DimensionKeys, PlannedDimension } from './dimensionKeys.ts';
import type { PlannedTensor } from './plan.ts';

/** A dimension that an axis deals out, in units of the first of its sizes. */
export interface Cut {
  readonly axis: 'tensorParallel' | 'expertParallel';
  readonly dimension: number;
  /** What of a product is cut; absent for experts and vectors. */
  readonly side?: 'inputs' | 'outputs' | undefined;
}

type Draft = Omit<PlannedTensor, 'cuts'>;

const reducing =
  /(^|[._])(o|out|output|down|wo|w2|c_proj|o_proj|out_proj|down_proj|dense|fc2)([._]|$)/;

/** Into a latent, which all heads share. */
const intoLatent = /(^|[._])(kv_a|q_a|kv_down|q_down|w[kq]v?_a)(_|\.|$)/;

/** What parallelism cuts of each tensor; of recurrences nothing, as no tensor shows how their state is cut. */
export function cutsOf(
  drafts: readonly Draft[],
  keys: DimensionKeys,
  isRecurrent: boolean,
): readonly (readonly Cut[])[] {
  const hiddenKey = 'hiddenSize';
  const cut = drafts.map((draft): readonly Cut[] => {
    if (draft.byExpert) return ofExperts(draft, hiddenKey);
    if (isRecurrent) return [];
    // Each token needs all scores, also where they are not as many as experts.
    const isRouter =
      draft.concept?.name === 'router' ||
      draft.dimensions.some((dimension) => dimension.includes('numExperts'));
    if (draft.role !== 'product' || isRouter || intoLatent.test(draft.name)) return [];
    return ofProduct(draft, hiddenKey);
  });
  // Vectors go with the outputs that they are added to, or with the heads that they belong to.
  const outputs = new Set(
    drafts.flatMap(({ name, dimensions }, at) =>
      (cut[at] ?? []).flatMap(({ axis, side, dimension }) =>
        axis === 'tensorParallel' && side === 'outputs'
          ? [`${stemOf(name)} ${textOf(dimensions[dimension])}`]
          : [],
      ),
    ),
  );
  const inner = new Set(
    drafts.flatMap(({ byExpert, dimensions }, at) =>
      (byExpert ? (cut[at] ?? []) : []).flatMap(({ axis, dimension }) =>
        axis === 'tensorParallel' ? [textOf(dimensions[dimension])] : [],
      ),
    ),
  );
  return drafts.map((draft, at) => {
    const own = cut[at] ?? [];
    const { dimensions, name, byExpert, outputs: first } = draft;
    if (draft.role !== 'elementwise' || isRecurrent) return own;
    const dimension = dimensions[first] ?? [];
    const isOfHeads =
      keys.isAttention && (dimension.includes('numHeads') || dimension.includes('numKvHeads'));
    const text = textOf(dimension);
    const goesWith = byExpert ? inner.has(text) : outputs.has(`${stemOf(name)} ${text}`);
    if (dimension.length === 0 || !(isOfHeads || goesWith)) return own;
    return [...own, { axis: 'tensorParallel', dimension: first }];
  });
}

/** A dimension in the words of a formula. */
export function textOf(dimension: PlannedDimension = []): string {
  return dimension.length === 0 ? '1' : dimension.join(' * ');
}

function stemOf(name: string): string {
  return name.replace(/\.(weight|bias)$/, '');
}

/** Experts are dealt out whole, and each is cut in its inner width. */
function ofExperts({ role, dimensions }: Draft, hiddenKey: string): readonly Cut[] {
  const dealt: Cut = { axis: 'expertParallel', dimension: 0 };
  if (role !== 'experts') return [dealt];
  const isHidden = dimensions.map((dimension) => dimension.includes(hiddenKey));
  const wide = dimensions.flatMap((dimension, at) => (at > 0 && dimension.length > 0 ? [at] : []));
  const inner = wide.filter((at) => isHidden[at] !== true);
  const [only] = inner;
  if (wide.length !== 2 || inner.length !== 1 || only === undefined) return [dealt];
  return [dealt, { axis: 'tensorParallel', dimension: only }];
}

/** Wide projections are cut by what they lead to, those back to the hidden state by what they come from. */
function ofProduct({ name, dimensions, outputs }: Draft, hiddenKey: string): readonly Cut[] {
  const inputs = dimensions.findIndex((dimension, at) => at > outputs && dimension.length > 0);
  if (inputs === -1) return [];
  const [to, from] = [textOf(dimensions[outputs]), textOf(dimensions[inputs])];
  const isBack =
    to === from || (to !== hiddenKey && from !== hiddenKey)
      ? reducing.test(name)
      : to === hiddenKey;
  return isBack
    ? [{ axis: 'tensorParallel', dimension: inputs, side: 'inputs' }]
    : [{ axis: 'tensorParallel', dimension: outputs, side: 'outputs' }];
}
