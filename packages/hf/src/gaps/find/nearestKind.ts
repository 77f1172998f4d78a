import type { GapTensor } from '../gap.ts';
import type { NearestKind } from '../nearest.ts';
import { usualName, type Candidate } from './kinds.ts';

const crossing = /cross|encoder_attn/i;

/** Kinds of a tensor or two say little by names such as `weight`: the module's name must say it, too. */
const named: Readonly<Record<string, RegExp>> = {
  NormLayer: /norm|(^|[._])ln/i,
  RMSNormLayer: /norm|(^|[._])ln/i,
  LayerNormLayer: /norm|(^|[._])ln/i,
  EmbeddingLayer: /embed|wte|wpe/i,
  LMHeadLayer: /head|output\./i,
  LinearLayer: /linear/i,
  LinearReplaceLayer: /linear/i,
  CrossAttentionLayer: crossing,
};

/** Kinds of the same tensors as cross-attention, whose keys come from their own sequence. */
const ofOneSequence =
  /^(Attention|GroupedQueryAttention|SlidingWindowAttention|BlockSparseAttention)Layer$/;

/** The kind that a module resembles most, and whether it is that kind. */
interface LikestKind {
  readonly nearest: NearestKind;
  readonly isExact: boolean;
}

/** The kind that a module resembles most, where one shares any tensor with it, and whether it is that kind. */
export function nearestKind(
  module: string,
  tensors: readonly GapTensor[],
  candidates: readonly Candidate[],
): LikestKind | undefined {
  const observed = new Map(tensors.map((tensor) => [usualName(tensor.name), tensor]));
  let best: LikestKind | undefined;
  for (const { kind, shapes, copies } of candidates) {
    if (Object.hasOwn(named, kind) && named[kind]?.test(module.slice(0, 400)) !== true) continue;
    if (ofOneSequence.test(kind) && crossing.test(module.slice(0, 400))) continue;
    const shared = [...shapes].flatMap(([name, example]) => {
      const tensor = observed.get(name);
      if (tensor?.shape.length !== example.length) return [];
      // As many experts as the router has rows, where the kind has them so.
      const count = copies.get(name);
      const pair = [
        [...(count === undefined ? [] : [count]), ...example],
        [...(count === undefined ? [] : [tensor.copies]), ...tensor.shape],
      ] as const;
      return [{ name, pair, tensor }];
    });
    const { length: common } = shared;
    const overlap = common / (shapes.size + tensors.length - common);
    if (common === 0 || overlap < (best?.nearest.overlap ?? 0)) continue;
    const isExact = overlap === 1 && isScaled(shared.map(({ pair }) => pair));
    const isBetter =
      best === undefined || overlap > best.nearest.overlap || (isExact && !best.isExact);
    if (!isBetter) continue;
    const names = new Set(shared.map(({ name }) => name));
    const own = new Set(shared.map(({ tensor }) => tensor));
    const nearest: NearestKind = {
      kind,
      overlap,
      shared: shared.map(({ tensor }) => tensor.name),
      missing: [...shapes.keys()].filter((name) => !names.has(name)),
      extra: tensors.filter((tensor) => !own.has(tensor)).map(({ name }) => name),
      mismatches: [],
      isConfigured: false,
    };
    best = { nearest, isExact };
  }
  return best;
}

/** Whether shapes are those of an example with other sizes: what is equal there is equal here. */
function isScaled(
  pairs: readonly (readonly [example: readonly number[], observed: readonly number[]])[],
): boolean {
  const sizes = new Map<number, number>();
  return pairs.every(([example, observed]) =>
    example.every((size, at) => {
      const own = observed[at];
      if (own === undefined) return false;
      const before = sizes.get(size) ?? own;
      sizes.set(size, own);
      return before === own;
    }),
  );
}
