import { usualName } from '../find/kinds.ts';
import type { Gap } from '../gap.ts';
import type { ReadTensor } from '../knowledge/readTensors.ts';
import { keyStem, SizeKeys } from './sizeKeys.ts';

/** A dimension as the product of sizes by key; of none, where it has one element. */
export type PlannedDimension = readonly string[];

type Sizes = Readonly<Record<string, number>>;

/** Sizes that mean something in modules of one sort only, by what they are called. */
const particular: Readonly<Record<string, 'attention' | 'recurrent' | 'experts' | 'never'>> = {
  numHeads: 'attention',
  numKvHeads: 'attention',
  headDim: 'attention',
  vHeadDim: 'attention',
  attentionWidth: 'attention',
  kvWidth: 'attention',
  qRank: 'attention',
  kvRank: 'attention',
  stateSize: 'recurrent',
  expertIntermediateSize: 'experts',
  numExperts: 'never',
  topK: 'never',
};

const isWidth = /(Size|Dim|Width|Rank)$|^num(Kv)?Heads$/;

/** Names the sizes of a gap's tensors: experts as such, heads where there are any, the others by what they equal. */
export class DimensionKeys {
  readonly isAttention: boolean;
  /** Heads and their widths, where they are known. */
  readonly heads: Sizes;
  private readonly keys: SizeKeys;
  private experts: { readonly key: string; readonly count: number } | undefined;

  /** How many experts there are, where the tensors show it. */
  private readonly count: number | undefined;

  constructor(gap: Gap, stated: Sizes, isRecurrent: boolean, count: number | undefined) {
    this.count = count;
    const { nearest, module, type } = gap;
    this.isAttention =
      !isRecurrent && (/attention/i.test(type) || /attn|attention/i.test(module.slice(0, 400)));
    const known = { ...nearest?.sizes, ...withoutKeys(stated, nearest?.sizes ?? {}) };
    const sorts = {
      attention: this.isAttention,
      recurrent: isRecurrent,
      experts: type === 'MoE',
      never: false,
    };
    const usable = Object.entries(known).filter(([key]) => {
      const sort = Object.hasOwn(particular, key) ? particular[key] : undefined;
      return isWidth.test(key) && (sort === undefined || sorts[sort]);
    });
    this.keys = new SizeKeys(Object.fromEntries(usable));
    this.heads = this.isAttention ? headsOf(known) : {};
  }

  get sizes(): Sizes {
    return this.keys.sizes;
  }

  get numExperts(): number | undefined {
    return this.experts?.count;
  }

  nameTopK(topK: number): void {
    this.keys.own('topK', topK);
  }

  /** The dimensions of a tensor, a count of its copies first. */
  dimensionsOf(read: ReadTensor): readonly PlannedDimension[] {
    const { name, shape, copies } = read.tensor;
    const stem = keyStem(name);
    const leading = copies > 1 ? [copies] : [];
    const sizes = [...leading, ...shape];
    const matters = sizes.filter((size) => size !== 1).length;
    const counts = read.byExpert || copies > 1 ? 1 : 0;
    let place = 0;
    return sizes.map((size, at): PlannedDimension => {
      if (at === 0 && read.byExpert) return [this.expertsKey(size, stem)];
      if (at === 0 && copies > 1) return [this.keys.own(`${stem}Copies`, size)];
      if (size === 1) return [];
      if (read.countsExperts && this.isCount(size)) return [this.expertsKey(size, stem)];
      const own = place;
      place += 1;
      const heads = this.headsIn(usualName(name), own, size);
      return heads ?? [this.keys.key(size, stem + suffix(matters - counts, own))];
    });
  }

  private isCount(size: number): boolean {
    return (this.count ?? this.experts?.count ?? size) === size;
  }

  private expertsKey(size: number, stem: string): string {
    this.experts ??= { key: this.keys.own('numExperts', size), count: size };
    return this.experts.count === size ? this.experts.key : this.keys.own(`${stem}Experts`, size);
  }

  /** Heads times their width, where a projection to or from heads has that size. */
  private headsIn(name: string, at: number, size: number): PlannedDimension | undefined {
    // As long as one head is a norm of each head, even where there are as many heads.
    if (/norm/.test(name) && size === this.heads['headDim']) {
      return [this.keys.named('headDim', size)];
    }
    const [, projection, part = ''] =
      /(?:^|[._])([qkvo])_(proj\.weight|proj\.bias|norm\.weight)$/.exec(name) ?? [];
    if (projection === undefined || (projection === 'o' ? 1 : 0) !== at) return undefined;
    if (projection === 'o' && part !== 'proj.weight') return undefined;
    const count = projection === 'k' || projection === 'v' ? 'numKvHeads' : 'numHeads';
    const { [count]: heads, headDim } = this.heads;
    if (heads === undefined || headDim === undefined || heads * headDim !== size) return undefined;
    return [this.keys.named(count, heads), this.keys.named('headDim', headDim)];
  }
}

function withoutKeys(sizes: Sizes, others: Sizes): Sizes {
  return Object.fromEntries(Object.entries(sizes).filter(([key]) => !Object.hasOwn(others, key)));
}

function headsOf({ numHeads, numKvHeads, headDim, hiddenSize }: Sizes): Sizes {
  if (numHeads === undefined) return {};
  const width = headDim ?? (hiddenSize === undefined ? NaN : hiddenSize / numHeads);
  if (!Number.isSafeInteger(width)) return {};
  return { numHeads, numKvHeads: numKvHeads ?? numHeads, headDim: width };
}

function suffix(dimensions: number, at: number): string {
  if (dimensions === 1) return 'Size';
  return ['Outputs', 'Inputs', 'Taps'][at] ?? 'Extent';
}
