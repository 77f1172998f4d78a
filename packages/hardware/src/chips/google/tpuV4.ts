import { figure, recalled, recalledSource, type Basis } from '../../figure.ts';
import { tpuV4Doc } from '../../sources/google.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: tpuV4Doc, confidence: 'datasheet' };
const derived: Basis = { source: tpuV4Doc, confidence: 'secondary-single' };

/**
 * Google TPU v4, as published: each figure with its source.
 *
 * @example
 * import { tpuV4 } from '@mantile/hardware';
 * tpuV4.peakFlops['bf16'] // => 275e12
 * @category Chips of Google
 */
export const tpuV4 = catalogueChip({
  id: 'tpu-v4',
  name: 'TPU v4',
  vendor: 'Google',
  architecture: 'two TensorCores',
  facts: {
    release: figure('2021-05', recalled),
    peakTflops: { bf16: figure(275, table), int8: figure(275, table) },
    memory: [
      {
        name: 'HBM2',
        capacity: capacity(32, 'GiB', table),
        usable: capacity(32, 'GiB', table),
        gigabytesPerSecond: figure(1200, table),
      },
    ],
    lastLevelMegabytes: figure(128, recalled),
    clockMegahertz: figure(1050, derived, { derivation: '275 TFLOPS ÷ (8 × 128² × 2)' }),
    powerWatts: figure(192, table, {
      note: 'The highest measured; mean 170. No TDP is published.',
    }),
    scaleUp: {
      link: 'ici-v4',
      gigabytesPerSecondPerDirection: figure(300, recalled),
      packages: figure(4096, recalled),
    },
    rent: {
      lowUsdPerHour: 3.22,
      highUsdPerHour: 3.22,
      terms: 'on demand at Google Cloud, not verified',
      source: recalledSource,
      confidence: 'recalled',
    },
  },
});
