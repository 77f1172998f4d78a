import { plainEngine, type EngineProfile } from '@mantile/core';

/** The profile of an engine, with another size of chunks where one was asked for. */
export function engineOf(chunkTokens: number | undefined): EngineProfile {
  return chunkTokens === undefined ? plainEngine : { ...plainEngine, chunkTokens };
}
