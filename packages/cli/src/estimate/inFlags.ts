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

/** Runs work, and tells what it refuses by the names of the command line; of several layers, once. */
export function inFlags<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    const told = new Map<string, Fault>();
    for (const fault of error.faults) {
      const path = places.find(([place]) => place.test(fault.path))?.[1] ?? fault.path;
      const key = `${path} ${fault.message}`;
      if (!told.has(key)) told.set(key, { ...fault, path });
    }
    const [first, ...others] = told.values();
    throw first === undefined ? error : new MantileError([first, ...others], { cause: error });
  }
}
