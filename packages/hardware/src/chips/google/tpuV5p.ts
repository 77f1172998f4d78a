import { figure, recalled, recalledSource, type Basis } from '../../figure.ts';
import { tpuV5pDoc } from '../../sources/google.ts';
import { scalingBook } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: tpuV5pDoc, confidence: 'datasheet' };
const derived: Basis = { source: tpuV5pDoc, confidence: 'secondary-single' };
const book: Basis = { source: scalingBook, confidence: 'secondary-single' };

/**
 * Google TPU v5p, as published: each figure with its source.
 *
 * @example
 * import { tpuV5p } from '@mantile/hardware';
 * tpuV5p.peakFlops['bf16'] // => 459e12
 * @category Chips of Google
 */
export const tpuV5p = catalogueChip({
  id: 'tpu-v5p',
  name: 'TPU v5p',
  vendor: 'Google',
  architecture: 'two TensorCores',
  facts: {
    release: figure('2023-12', recalled),
    peakTflops: {
      bf16: figure(459, table),
      fp8: figure(459, table, { note: 'The rate of BF16: no native FP8.' }),
      int8: figure(918, book),
    },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(95, 'GiB', table, { note: 'One of 96 GiB is reserved.' }),
        usable: capacity(95, 'GiB', table),
        gigabytesPerSecond: figure(2765, table, {
          note: '2575 GiB/s in another revision, which is the same.',
        }),
      },
    ],
    clockMegahertz: figure(1750, derived, { derivation: '459 TFLOPS ÷ (8 × 128² × 2)' }),
    scaleUp: {
      link: 'ici-v5p',
      gigabytesPerSecondPerDirection: figure(600, table),
      packages: figure(8960, table),
    },
    rent: {
      lowUsdPerHour: 4.2,
      highUsdPerHour: 4.2,
      terms: 'on demand at Google Cloud, not verified',
      source: recalledSource,
      confidence: 'recalled',
    },
  },
  absent: { powerWatts: 'not published' },
});
