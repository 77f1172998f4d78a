import type { LayerRegistry } from '@mantile/core';

/** One way in which a kind may be set up, as its tensors. */
export interface Candidate {
  readonly kind: string;
  /** Shapes by name, experts' index left open as `{n}`, their number left out of the shape. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** How many experts those of experts are for. */
  readonly copies: ReadonlyMap<string, number>;
  /** The names as the kind declares them, experts' index left open. */
  readonly names: ReadonlySet<string>;
}

const known = new WeakMap<LayerRegistry, readonly Candidate[]>();

/** Every kind of a registry in every way that its examples show. */
export function candidatesOf(registry: LayerRegistry): readonly Candidate[] {
  const found = known.get(registry);
  if (found !== undefined) return found;
  const candidates = registry.classes.flatMap((layerClass) =>
    layerClass.examples.map((example): Candidate => {
      const { weights } = new layerClass(example);
      const copies = new Map<string, number>();
      const names = new Set<string>();
      const shapes = weights.map(({ name, shape }) => {
        const isStack = name.includes('{expert}');
        const own = name.replace('{expert}', '{n}');
        names.add(own);
        if (isStack) copies.set(usualName(own), shape[0] ?? 1);
        return [usualName(own), isStack ? shape.slice(1) : shape] as const;
      });
      return { kind: layerClass.kind, shapes: new Map(shapes), copies, names };
    }),
  );
  known.set(registry, candidates);
  return candidates;
}

/** Names that say nothing by themselves, as many kinds have them. */
const general = /^(weight|bias|scale)$/;

/** Kinds that declare a tensor of a name, as the kind names it. */
export function kindsDeclaring(name: string, candidates: readonly Candidate[]): readonly string[] {
  if (general.test(name)) return [];
  const found = candidates.filter(({ names }) => names.has(name));
  return [...new Set(found.map(({ kind }) => kind))];
}

/** The habits of other code bases, and what most call the same. */
const usual: Readonly<Record<string, string>> = {
  w1: 'gate_proj',
  w2: 'down_proj',
  w3: 'up_proj',
  fc1: 'up_proj',
  fc2: 'down_proj',
  dense_h_to_4h: 'up_proj',
  dense_4h_to_h: 'down_proj',
  wq: 'q_proj',
  wk: 'k_proj',
  wv: 'v_proj',
  wo: 'o_proj',
  out_proj: 'o_proj',
  gate: 'router',
};

/** A name in the words that most use, for comparison only. */
export function usualName(name: string): string {
  return name
    .split('.')
    .map((word) => (Object.hasOwn(usual, word) ? usual[word] : word))
    .join('.');
}
