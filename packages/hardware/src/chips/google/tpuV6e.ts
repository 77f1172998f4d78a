import { figure, recalled, recalledSource, type Basis } from '../../figure.ts';
import { tpuV6eDoc, tpuV7Doc } from '../../sources/google.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: tpuV6eDoc, confidence: 'datasheet', alsoIn: [tpuV7Doc] };

/**
 * Google TPU v6e (Trillium), as published: each figure with its source.
 *
 * @example
 * import { tpuV6e } from '@mantile/hardware';
 * tpuV6e.peakFlops['bf16'] // => 918e12
 * @category Chips of Google
 */
export const tpuV6e = catalogueChip({
  id: 'tpu-v6e',
  name: 'TPU v6e (Trillium)',
  vendor: 'Google',
  architecture: 'one TensorCore',
  facts: {
    release: figure('2024-05', recalled),
    peakTflops: {
      bf16: figure(918, table),
      fp8: figure(918, table, { note: 'The rate of BF16: no native FP8.' }),
      int8: figure(1836, table),
    },
    memory: [
      {
        name: 'HBM',
        capacity: capacity(32, 'GiB', table),
        usable: capacity(32, 'GiB', table),
        gigabytesPerSecond: figure(1638, table),
      },
    ],
    scaleUp: {
      link: 'ici-v6e',
      gigabytesPerSecondPerDirection: figure(400, table),
      packages: figure(256, table),
    },
    pcieGeneration: figure(5, table),
    rent: {
      lowUsdPerHour: 2.7,
      highUsdPerHour: 2.7,
      terms: 'on demand at Google Cloud, not verified',
      source: recalledSource,
      confidence: 'recalled',
    },
  },
  absent: {
    powerWatts: 'not published',
    clockMegahertz: 'not published, and the documented MXUs do not give the peak',
  },
});
