import { cheapestCollectiveSeconds, type CollectiveKind, type GroupLevels } from '@mantile/core';
import { exchangeLaunch } from '../formulas/collective.ts';

/** The fixed time of a library's kernel, in microseconds, and how it grows with the packages. */
export interface LaunchCoefficients {
  readonly launch: number;
  readonly launchGrowth: number;
}

const microsecond = 1e-6;

/** Seconds of what leaves the innermost group: over links at their line rate, with a launch for each level. */
export function outerSeconds(
  kind: CollectiveKind,
  payloadBytes: number,
  [inner, ...outer]: GroupLevels,
  launch: LaunchCoefficients,
): number {
  const [first, ...rest] = outer;
  if (inner === undefined || first === undefined) return 0;
  // Gathered or reduced inside, the payload travels once, shared among the members of the group.
  const isShared = kind !== 'pointToPoint' && kind !== 'allToAll';
  const payload = isShared ? payloadBytes / inner.packages : payloadBytes;
  const launches = outer.reduce((sum, { packages }) => sum + exchangeLaunch(launch, packages), 0);
  return launches * microsecond + cheapestCollectiveSeconds(kind, payload, [first, ...rest]);
}
