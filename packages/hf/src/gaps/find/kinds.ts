import type { LayerRegistry } from '@mantile/core';

/** One way in which a kind may be set up, as its tensors. */
export interface Candidate {
  readonly kind: string;
  /** Shapes by name, experts' index left open as `{n}`, their number left out of the shape. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

const known = new WeakMap<LayerRegistry, readonly Candidate[]>();

/** Every kind of a registry in every way that its examples show. */
export function candidatesOf(registry: LayerRegistry): readonly Candidate[] {
  const found = known.get(registry);
  if (found !== undefined) return found;
  const candidates = registry.classes.flatMap((layerClass) =>
    layerClass.examples.map((example): Candidate => {
      const { weights } = new layerClass(example);
      const shapes = weights.map(({ name, shape }) => {
        const isStack = name.includes('{expert}');
        return [
          usualName(name.replace('{expert}', '{n}')),
          isStack ? shape.slice(1) : shape,
        ] as const;
      });
      return { kind: layerClass.kind, shapes: new Map(shapes) };
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
  const found = candidates.filter(({ shapes }) => shapes.has(name));
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
