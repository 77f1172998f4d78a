import { FaultList, readOptionGroup } from '../errors.ts';
import { noteUnknown } from '../internal/noteUnknown.ts';
import { cheapestCollectiveName, cheapestCollectiveSeconds } from './collectives/choose.ts';
import type { GroupLevels } from './collectives/group.ts';
import type { Efficiency, Roofline } from './efficiency.ts';

/**
 * A few numbers that stand for a whole chip, when nothing better has been measured.
 *
 * @example
 * import type { EfficiencyConstants } from '@mantile/core';
 * const guess: EfficiencyConstants = { name: 'guess', compute: 0.7, memory: 0.8 };
 * guess.launchSeconds // => undefined
 * @category Timing
 */
export interface EfficiencyConstants {
  readonly name: string;
  /** Achieved share of the compute peak, above 0 and at most 1. */
  readonly compute: number;
  /** Achieved share of the memory bandwidth. */
  readonly memory: number;
  /** Achieved share of the link bandwidth; 1 when absent. */
  readonly link?: number | undefined;
  /** Fixed time per kernel launched; none when absent. */
  readonly launchSeconds?: number | undefined;
  /** Whether element-wise passes are fused into their neighbours and cost nothing of their own. */
  readonly fusesPasses?: boolean | undefined;
}

/**
 * An efficiency of constant shares, a launch floor per kernel, and algorithmic collectives.
 *
 * @example
 * import { constantEfficiency } from '@mantile/core';
 * const half = constantEfficiency({ name: 'half', compute: 0.5, memory: 0.5, launchSeconds: 1e-6 });
 * half.overlapSpan // => 'operation'
 * @category Timing
 */
export function constantEfficiency(constants: EfficiencyConstants): Efficiency {
  refuseNonsense(constants);
  const { name, compute, memory, link = 1, launchSeconds = 0, fusesPasses = false } = constants;

  const kernel = (operation: { readonly kernels: number }, roofline: Roofline): number =>
    launchSeconds * operation.kernels +
    Math.max(roofline.computeSeconds / compute, roofline.memorySeconds / memory);

  // A group's links are the same list for as long as a clock lives.
  const slowedLevels = new WeakMap<GroupLevels, GroupLevels>();
  const slowed = (levels: GroupLevels): GroupLevels => {
    if (link === 1) return levels;
    let found = slowedLevels.get(levels);
    if (found === undefined) {
      found = levels.map((level) => ({ ...level, bandwidth: level.bandwidth * link }));
      slowedLevels.set(levels, found);
    }
    return found;
  };

  return {
    name,
    overlapSpan: 'operation',
    launchSeconds,
    matmul: kernel,
    experts: kernel,
    attention: kernel,
    scan: kernel,
    gather: kernel,
    pass(operation, roofline, rows) {
      if (fusesPasses && operation.isFusible) return 0;
      const traffic = (rows * operation.trafficBytesPerRow) / roofline.bytesPerSecond;
      const moving = (roofline.memorySeconds + traffic) / memory;
      return (
        launchSeconds * operation.kernels + Math.max(roofline.computeSeconds / compute, moving)
      );
    },
    collective: (operation, payloadBytes, levels) =>
      launchSeconds * operation.kernels +
      cheapestCollectiveSeconds(operation.collective, payloadBytes, slowed(levels)),
    collectiveAlgorithm: (operation, payloadBytes, levels) =>
      cheapestCollectiveName(operation.collective, payloadBytes, slowed(levels)),
  };
}

const known = ['name', 'compute', 'memory', 'link', 'launchSeconds', 'fusesPasses'];

function refuseNonsense(given: EfficiencyConstants): void {
  const faults = new FaultList();
  const constants = readOptionGroup<Partial<EfficiencyConstants>>(given, 'constants', faults);
  for (const key of Object.keys(constants)) {
    if (!known.includes(key)) noteUnknown(key, known, faults);
  }
  const { name, compute, memory, link = 1, launchSeconds = 0, fusesPasses = false } = constants;
  const require = (isLegal: boolean, path: string, value: unknown, message: string): void => {
    if (!isLegal) faults.add({ code: 'option.invalid', path, value, message });
  };
  for (const [path, share] of Object.entries<unknown>({ compute, memory, link })) {
    const isShare = typeof share === 'number' && share > 0 && share <= 1;
    require(isShare, path, share, 'expected a share above 0 and at most 1.');
  }
  const isTime = Number.isFinite(launchSeconds) && launchSeconds >= 0;
  require(isTime, 'launchSeconds', launchSeconds, 'expected seconds, 0 or more.');
  require(typeof name === 'string', 'name', name, 'expected a name.');
  require(typeof fusesPasses === 'boolean', 'fusesPasses', fusesPasses, 'expected true or false.');
  faults.throwIfAny();
}
