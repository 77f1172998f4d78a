import { figure, recalled, type Basis } from '../../figure.ts';
import { aiwikiGh200, spheronGh200 } from '../../sources/nvidia.ts';
import { mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: aiwikiGh200,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, spheronGh200],
};

/**
 * NVIDIA GH200 96 GB (one GPU), as published: each figure with its source.
 *
 * @example
 * import { gh200 } from '@mantile/hardware';
 * gh200.peakFlops['bf16'] // => 989.4e12
 * @category Chips of NVIDIA
 */
export const gh200 = catalogueChip({
  id: 'gh200',
  name: 'GH200 96 GB (one GPU)',
  vendor: 'NVIDIA',
  architecture: 'Hopper GH100 (sm_90)',
  facts: {
    release: figure('2023-05', recalled),
    peakTflops: {
      fp64: figure(66.9, table),
      fp32: figure(66.9, table),
      tf32: figure(494.7, table),
      bf16: figure(989.4, table),
      fp16: figure(989.4, table),
      fp8: figure(1978.9, table),
      int8: figure(1978.9, table),
    },
    sparseTflops: {
      tf32: figure(989, table),
      bf16: figure(1979, table),
      fp16: figure(1979, table),
      fp8: figure(3958, table),
      int8: figure(3958, table),
    },
    vectorTflops: { fp64: figure(33.5, table) },
    memory: [
      {
        name: 'HBM3',
        capacity: capacity(96, 'GiB', table),
        usable: capacity(95.6, 'GiB', recalled),
        gigabytesPerSecond: figure(4000, table),
      },
    ],
    l2Megabytes: figure(50, table),
    computeUnits: figure(132, table),
    clockMegahertz: figure(1830, table),
    powerWatts: figure(1000, table, {
      note: 'The whole module with CPU and memory, 450 to 1000 W as configured.',
    }),
    scaleUp: {
      link: 'nvlink4',
      gigabytesPerSecondPerDirection: figure(450, table),
      packages: figure(32, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
  },
  absent: {
    'peakTflops.int4': 'Hopper has no INT4 tensor path; a printed 3958 is the sparse INT8 figure',
  },
  notes: [
    'One Hopper GPU beside one Grace CPU, joined by NVLink-C2C at 450 GB/s per direction.',
    'A single node usually has no NVLink peers.',
  ],
});
