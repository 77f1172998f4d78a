import {
  MantileError,
  type Layer,
  type LayerClass,
  type ParallelAxis,
  type ParallelismOptions,
} from '@mantile/core';
import { standardLayers } from '../registry.ts';

/** One example of one registered kind. */
export interface KindCase {
  readonly title: string;
  readonly layerClass: LayerClass;
  readonly spec: object;
}

/** Every example of every registered kind: a kind is tested by being registered. */
export const kindCases: readonly KindCase[] = standardLayers.kinds.flatMap((kind) => {
  const layerClass = standardLayers.get(kind);
  return layerClass.examples.map((spec, index) => ({
    title: `${kind}, example ${index + 1}`,
    layerClass,
    spec,
  }));
});

const degrees = [1, 2, 3, 4];

/** Every combination of degrees up to 4 on the axes that a kind supports. */
export function allPlans(layerClass: LayerClass): readonly ParallelismOptions[] {
  let plans: readonly ParallelismOptions[] = [{}];
  for (const axis of layerClass.supportedParallelism) {
    plans = plans.flatMap((plan) =>
      degrees.map((degree) => (degree === 1 ? plan : { ...plan, [axis]: degree })),
    );
  }
  return plans;
}

/** The layer compiled to a plan, or the error that refuses it. */
export function tryPlan(
  { layerClass, spec }: KindCase,
  parallelism: ParallelismOptions,
): { readonly layer: Layer } | { readonly error: unknown } {
  try {
    return { layer: new layerClass({ ...spec, parallelism }) };
  } catch (error) {
    return { error };
  }
}

/** The layer for every legal plan, one package first; `axes` narrows the plans down to some axes. */
export function legalLayers(
  kindCase: KindCase,
  axes?: readonly ParallelAxis[],
): readonly [Layer, ...Layer[]] {
  const isAsked = (plan: ParallelismOptions): boolean =>
    axes === undefined ||
    Object.keys(plan).every((axis) => (axes as readonly string[]).includes(axis));
  const layers = allPlans(kindCase.layerClass)
    .filter(isAsked)
    .flatMap((plan) => {
      const tried = tryPlan(kindCase, plan);
      return 'layer' in tried ? [tried.layer] : [];
    });
  const [one, ...others] = layers;
  if (one?.numPackages !== 1) throw new Error(`${kindCase.title} is not legal on one package`);
  return [one, ...others];
}

/** The error that a call throws, if it is one of Mantile's. */
export function refusalOf(call: () => unknown): MantileError | undefined {
  try {
    call();
  } catch (error) {
    if (MantileError.isInstance(error)) return error;
    throw error;
  }
  return undefined;
}
