import { figure, recalled, type Basis } from '../../figure.ts';
import { aiconfigurator } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: aiconfigurator, confidence: 'secondary-single' };

/**
 * NVIDIA A30 24 GB, as published: each figure with its source.
 *
 * @example
 * import { a30 } from '@mantile/hardware';
 * a30.peakFlops['bf16'] // => 165e12
 * @category Chips of NVIDIA
 */
export const a30 = catalogueChip({
  id: 'a30',
  name: 'A30 24 GB',
  vendor: 'NVIDIA',
  architecture: 'Ampere GA100 (sm_80)',
  facts: {
    release: figure('2021-04', recalled),
    peakTflops: {
      fp64: figure(10.3, recalled),
      fp32: figure(10.3, recalled),
      tf32: figure(82, recalled),
      bf16: figure(165, table),
      fp16: figure(165, recalled, { derivation: 'the rate of BF16' }),
      int8: figure(330, table),
      int4: figure(661, recalled),
    },
    sparseTflops: {
      bf16: figure(330, recalled),
      int8: figure(661, recalled),
      int4: figure(1321, recalled),
    },
    vectorTflops: { fp64: figure(5.2, recalled) },
    memory: [
      {
        name: 'HBM2',
        capacity: capacity(24, 'GiB', table),
        gigabytesPerSecond: figure(933, table),
      },
    ],
    l2Megabytes: figure(24, recalled),
    computeUnits: figure(56, recalled),
    clockMegahertz: figure(1440, recalled),
    powerWatts: figure(165, table),
    scaleUp: {
      link: 'nvlink-bridge-a30',
      gigabytesPerSecondPerDirection: figure(100, recalled),
      packages: figure(2, recalled),
    },
    pcieGeneration: figure(4, recalled),
    pcieLanes: figure(16, recalled),
  },
});
