import { figure, recalled, type Basis } from '../../figure.ts';
import { a40Comparison, a40Datasheet } from '../../sources/nvidia.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: a40Datasheet, confidence: 'secondary', alsoIn: [a40Comparison] };

/**
 * NVIDIA A40 48 GB, as published: each figure with its source.
 *
 * @example
 * import { a40 } from '@mantile/hardware';
 * a40.peakFlops['bf16'] // => 149.7e12
 * @category Chips of NVIDIA
 */
export const a40 = catalogueChip({
  id: 'a40',
  name: 'A40 48 GB',
  vendor: 'NVIDIA',
  architecture: 'Ampere GA102 (sm_86)',
  facts: {
    release: figure('2020-10', recalled),
    peakTflops: {
      fp64: figure(0.585, table),
      fp32: figure(37.4, table),
      tf32: figure(74.8, table),
      bf16: figure(149.7, table),
      fp16: figure(149.7, table),
      int8: figure(299.3, table),
      int4: figure(598.7, table),
    },
    sparseTflops: {
      bf16: figure(299.4, table),
      fp16: figure(299.4, table),
      int8: figure(598.6, table),
      int4: figure(1197.4, table),
    },
    memory: [
      {
        name: 'GDDR6 ECC',
        capacity: capacity(48, 'GiB', table),
        usable: capacity(44.99, 'GiB', recalled),
        gigabytesPerSecond: figure(696, table),
      },
    ],
    l2Megabytes: figure(6, recalled),
    computeUnits: figure(84, table),
    clockMegahertz: figure(1740, table),
    powerWatts: figure(300, table),
    scaleUp: {
      link: 'nvlink-bridge-a40',
      gigabytesPerSecondPerDirection: figure(56.25, table),
      packages: figure(2, table),
    },
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
});
