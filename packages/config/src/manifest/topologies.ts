import type { Findings } from './findings.ts';
import type { Place } from './sourceNode.ts';

/** How layers are put together. */
export const topologyTypes = [
  'StackedTopology',
  'ResidualTopology',
  'ParallelTopology',
  'BranchingTopology',
  'NestedTopology',
  'RepeatedTopology',
] as const;

/** One of the ways. */
export type TopologyType = (typeof topologyTypes)[number];

/** What comes out of a topology whose layers put out these widths; undefined where that is not known. */
export function joinedWidth(
  outputs: readonly (number | undefined)[],
  type: TopologyType,
  node: Place,
  path: string,
  findings: Findings,
): number | undefined {
  const isBeside = type === 'ParallelTopology' || type === 'BranchingTopology';
  if (!isBeside || outputs.includes(undefined)) return isBeside ? undefined : outputs.at(-1);
  const widths = outputs as readonly number[];
  if (type === 'BranchingTopology') return widths.reduce((sum, each) => sum + each, 0);
  if (new Set(widths).size > 1) {
    const message = `results of ${[...new Set(widths)].slice(0, 5).join(' and ')} elements cannot be added.`;
    findings.error(node, 'manifest.width', path, message, 'Make the widths agree.');
    return undefined;
  }
  return widths.at(-1);
}
