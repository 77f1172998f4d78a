import type { Chip, EngineProfile } from '@mantile/core';
import { engineProfile } from '@mantile/hardware';
import type { EngineName } from './request.ts';

/** The profile of an engine on a chip, with another size of chunks where one was asked for. */
export function engineOf(
  name: EngineName,
  chip: Chip,
  chunkTokens: number | undefined,
): EngineProfile {
  const profile = engineProfile(name, chip);
  return chunkTokens === undefined ? profile : { ...profile, chunkTokens };
}
