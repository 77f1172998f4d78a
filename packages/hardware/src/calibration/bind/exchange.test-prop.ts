import {
  groupLevels,
  type CollectiveKind,
  type CollectiveOperation,
  type System,
} from '@mantile/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { cluster } from '../../systems/cluster.ts';
import { system } from '../../systems/systems.ts';
import { calibratedSystem } from '../calibratedSystem.ts';

const hardware: Readonly<Record<string, System>> = {
  'h100 cluster': cluster(system('dgx-h100'), { nodes: 8, scaleOut: 'ib-ndr' }),
  'gb200-nvl72': system('gb200-nvl72'),
  'gb200-nvl36x2': system('gb200-nvl36x2'),
  // No exchange was measured on it.
  'l40s cluster': cluster(system('l40s-8'), { nodes: 8, scaleOut: 'ib-ndr' }),
};
const engines = [undefined, 'trtllm', 'vllm', 'sglang'];
const kinds: readonly CollectiveKind[] = ['allReduce', 'allGather', 'reduceScatter', 'allToAll'];
const counts = [2, 3, 4, 6, 8, 9, 12, 16, 24, 32, 36, 37, 48, 64];
const roundOff = 1 - 1e-12;

/** Seconds of an exchange among neighbouring packages. */
function seconds(
  on: ReturnType<typeof calibratedSystem>,
  collective: CollectiveKind,
  packages: number,
  bytes: number,
): number {
  const levels = groupLevels(on, { name: 'all', packages, stride: 1 });
  const operation = { collective, name: 'all', packages, bytesPerRow: 7168, kernels: 1 };
  return on.efficiency.collective(operation as CollectiveOperation, bytes, levels);
}

describe('an exchange', () => {
  test.prop(
    [
      fc.constantFrom(...Object.keys(hardware)),
      fc.constantFrom(...engines),
      fc.constantFrom(...kinds),
      fc.integer({ min: 2 ** 10, max: 2 ** 30 }),
    ],
    { numRuns: 1000 },
  )('is never faster among more packages, nor by crossing nodes', (name, engine, kind, bytes) => {
    // Its cards reach other nodes sooner than each other, so that an all-to-all gains by crossing.
    fc.pre(!(name === 'l40s cluster' && kind === 'allToAll'));
    const on = calibratedSystem(hardware[name]!, { engine });
    let before = 0;
    for (const packages of counts) {
      const now = seconds(on, kind, packages, bytes);
      expect(now, `${kind} ${packages}`).toBeGreaterThanOrEqual(before * roundOff);
      before = now;
    }
  });
});
