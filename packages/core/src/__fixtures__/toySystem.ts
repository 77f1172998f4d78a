import type { Chip, System } from '../hardware/system.ts';
import {
  gigabytes,
  gigabytesPerSecond,
  gigabytesPerSecondPerDirection,
  microseconds,
  teraflops,
} from '../units.ts';

/** Round figures, so that times can be worked out in the head. */
export const toyChip: Chip = {
  name: 'toy chip',
  peakFlops: { bf16: teraflops(100), fp8: teraflops(200) },
  memory: [{ name: 'HBM', capacity: gigabytes(80), bandwidth: gigabytesPerSecond(1000) }],
};

/** Boxes of 8 packages, 64 of them. */
export const toySystem: System = {
  name: 'toy cluster',
  chip: toyChip,
  tiers: [
    {
      name: 'inside',
      packages: 8,
      bandwidth: gigabytesPerSecondPerDirection(100),
      latency: microseconds(1),
    },
    {
      name: 'outside',
      packages: 512,
      bandwidth: gigabytesPerSecondPerDirection(10),
      latency: microseconds(5),
    },
  ],
};
