import { figure, recalled, recalledSource, type Basis } from '../../figure.ts';
import { tpuV5eDoc } from '../../sources/google.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: tpuV5eDoc, confidence: 'datasheet' };
const derived: Basis = { source: tpuV5eDoc, confidence: 'secondary-single' };

/**
 * Google TPU v5e, as published: each figure with its source.
 *
 * @example
 * import { tpuV5e } from '@mantile/hardware';
 * tpuV5e.peakFlops['bf16'] // => 197e12
 * @category Chips of Google
 */
export const tpuV5e = catalogueChip({
  id: 'tpu-v5e',
  name: 'TPU v5e',
  vendor: 'Google',
  architecture: 'one TensorCore',
  facts: {
    release: figure('2023-08', recalled),
    peakTflops: { bf16: figure(197, table), int8: figure(393, table) },
    memory: [
      {
        name: 'HBM2',
        capacity: capacity(16, 'GiB', table),
        usable: capacity(16, 'GiB', table),
        gigabytesPerSecond: figure(819, table, {
          note: 'Other revisions of the document say 800 GiB/s and 800 GB/s.',
        }),
      },
    ],
    clockMegahertz: figure(1500, derived, { derivation: '197 TFLOPS ÷ (4 × 128² × 2)' }),
    scaleUp: {
      link: 'ici-v5e',
      gigabytesPerSecondPerDirection: figure(200, table),
      packages: figure(256, table),
    },
    rent: {
      lowUsdPerHour: 1.2,
      highUsdPerHour: 1.2,
      terms: 'on demand at Google Cloud, not verified',
      source: recalledSource,
      confidence: 'recalled',
    },
  },
  absent: { powerWatts: 'not published', 'peakTflops.fp8': 'no FP8' },
});
