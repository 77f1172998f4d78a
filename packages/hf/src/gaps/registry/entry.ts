import type { GapSeverity } from '../gap.ts';

/**
 * How far a gap has come: `Created` with a report of its own, `Documented` in another's, `Implemented` by a class.
 *
 * @example
 * import { readGapRegistry, type GapStatus } from '@mantile/hf';
 * const text = '| # | Gap type | Feature | Affected layers | Severity | Report file | Status |\n|-|-|-|-|-|-|-|\n| 1 | MoE | moe | moe | HIGH | gaps/moe.md | Created |';
 * const statuses: GapStatus[] = readGapRegistry(text).map(({ status }) => status);
 * statuses // => ['Created']
 * @category Gap reports
 */
export type GapStatus = (typeof gapStatuses)[number];

/** All of them. */
export const gapStatuses = ['Created', 'Documented', 'Implemented'] as const;

/**
 * One row of the registry of gaps.
 *
 * @example
 * import { writeGapRegistry, type GapRegistryEntry } from '@mantile/hf';
 * const entry: GapRegistryEntry = {
 *   number: 1,
 *   type: 'MoE',
 *   feature: 'shared router',
 *   layers: 'moe',
 *   severity: 'HIGH',
 *   reportFile: 'gaps/moe.md',
 *   status: 'Created',
 * };
 * writeGapRegistry([entry]).includes('| 1 | MoE | shared router | moe | HIGH | gaps/moe.md | Created |') // => true
 * @category Gap reports
 */
export interface GapRegistryEntry {
  /** Counted from 1. */
  readonly number: number;
  readonly type: string;
  readonly feature: string;
  /** The layer types that it affects, and where they are. */
  readonly layers: string;
  readonly severity: GapSeverity;
  readonly reportFile: string;
  readonly status: GapStatus;
}

/** The heads of the columns, in their order. */
export const columns = [
  '#',
  'Gap type',
  'Feature',
  'Affected layers',
  'Severity',
  'Report file',
  'Status',
] as const;
