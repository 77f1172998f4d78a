import { figure, recalled, type Basis } from '../../figure.ts';
import { hotChipsIronwood, tpuV7Doc } from '../../sources/google.ts';
import { mlEngineeringNetwork } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: tpuV7Doc, confidence: 'datasheet' };
const hot: Basis = { source: hotChipsIronwood, confidence: 'secondary-single' };
const net: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };

/**
 * Google TPU7x (Ironwood), as published: each figure with its source.
 *
 * @example
 * import { tpuV7 } from '@mantile/hardware';
 * tpuV7.peakFlops['bf16'] // => 2307e12
 * @category Chips of Google
 */
export const tpuV7 = catalogueChip({
  id: 'tpu-v7',
  name: 'TPU7x (Ironwood)',
  vendor: 'Google',
  architecture: 'two TensorCores, four SparseCores',
  facts: {
    release: figure('2025-04', recalled),
    peakTflops: { bf16: figure(2307, table), fp8: figure(4614, table) },
    memory: [
      {
        name: 'HBM3e',
        capacity: capacity(192, 'GiB', table),
        usable: capacity(192, 'GiB', table),
        gigabytesPerSecond: figure(7380, hot, {
          note: 'A recalled row of the vendor’s table; coverage of Hot Chips says 7.3 TB/s.',
        }),
      },
    ],
    scaleUp: {
      link: 'ici-v7',
      gigabytesPerSecondPerDirection: figure(600, net),
      packages: figure(9216, net),
    },
  },
  absent: {
    powerWatts: 'not published',
    'peakTflops.int8': 'not published',
    'peakTflops.mxfp4': 'not published',
  },
  notes: ['JAX sees each chip as two devices.'],
});
