import type { ModelConfig } from '@mantile/config';
import { MantileError, type Fault } from '@mantile/core';

/** Places of the library's options, and what they are called on the command line. */
const places: readonly (readonly [place: RegExp, flag: string])[] = [
  [/parallelism\.tensorParallel$/, '--tp'],
  [/parallelism\.expertParallel$/, '--ep'],
  [/parallelism\.sequenceParallel$/, '--sp'],
  [/parallelism\.contextParallel$/, '--cp'],
  [/parallelism\.attentionDataParallel$/, '--attention-dp'],
  [/^options\.pipelineStages$/, '--pp'],
  [/^options\.replicas$/, '--dp'],
  [/^options\.engine\.chunkTokens$/, '--chunk'],
  [/^workload\.inputTokens/, '--input'],
  [/^workload\.outputTokens/, '--output'],
  [/^workload\.load\.requestsPerSecond$/, '--rate'],
  [/^workload\.load\.requests$/, '--concurrency'],
  [/^workload\.load\.size$/, '--batch'],
  [/^workload\.cachedPrefixShare$/, '--prefix-share'],
  [/^workload\.speculation\.acceptance$/, '--acceptance'],
  [/^workload\.speculation\.draftTokens$/, '--draft-tokens'],
  [/^hardware\b/, '--on'],
];

/** Runs work, and tells what it refuses by the names of the command line; of several layers once, with their names. */
export function inFlags<Value>(
  { layerTypes }: Pick<ModelConfig, 'layerTypes'>,
  work: () => Value,
): Value {
  try {
    return work();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const told = new Map<string, { readonly fault: Fault; readonly layers: Set<string> }>();
    for (const fault of error.faults) {
      const path = places.find(([place]) => place.test(fault.path))?.[1] ?? fault.path;
      const key = `${path} ${fault.message}`;
      const known = told.get(key) ?? { fault: { ...fault, path }, layers: new Set() };
      const [, index] = /^layerTypes\[(\d+)\]/.exec(fault.path) ?? [];
      const name = index === undefined ? undefined : layerTypes[Number(index)]?.name;
      if (name !== undefined) known.layers.add(name);
      told.set(key, known);
    }
    const [first, ...others] = [...told.values()].map(({ fault, layers }) =>
      layers.size === 0
        ? fault
        : { ...fault, message: `${[...layers].join(', ')}: ${fault.message}` },
    );
    throw first === undefined ? error : new MantileError([first, ...others], { cause: error });
  }
}
