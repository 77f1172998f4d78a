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
  [/^(?:workload|question)\.outputTokens/, '--output'],
  [/^workload\.load\.requestsPerSecond$/, '--rate'],
  [/^workload\.load\.requests$/, '--concurrency'],
  [/^workload\.load\.size$/, '--batch'],
  [/^workload\.cachedPrefixShare$/, '--prefix-share'],
  [/^workload\.speculation\.acceptance$/, '--acceptance'],
  [/^workload\.speculation\.draftTokens$/, '--draft-tokens'],
  [/^hardware\b/, '--on'],
];

/** The same names within what is said. */
const names: readonly (readonly [name: RegExp, flag: string])[] = [
  [/\b(?:parallelism\.)?tensorParallel\b/g, '--tp'],
  [/\b(?:parallelism\.)?expertParallel\b/g, '--ep'],
  [/\b(?:parallelism\.)?sequenceParallel\b/g, '--sp'],
  [/\b(?:parallelism\.)?contextParallel\b/g, '--cp'],
  [/\b(?:parallelism\.)?attentionDataParallel\b/g, '--attention-dp'],
  [/\b(?:options\.)?pipelineStages\b/g, '--pp'],
  [/\boptions\.replicas\b/g, '--dp'],
  [/\bchunkTokens\b/g, '--chunk'],
  [/\binputTokens\b/g, '--input'],
  [/\boutputTokens\b/g, '--output'],
  [/\brequestsPerSecond\b/g, '--rate'],
  [/\bcachedPrefixShare\b/g, '--prefix-share'],
  [/\bdraftTokens\b/g, '--draft-tokens'],
];

/** What the library says, in the words of the command line. */
export function inWordsOfFlags(text: string): string {
  return names.reduce((said, [name, flag]) => said.replace(name, flag), text);
}

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
      const message = inWordsOfFlags(fault.message);
      const key = `${path} ${message}`;
      const known = told.get(key) ?? { fault: { ...fault, path, message }, layers: new Set() };
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
