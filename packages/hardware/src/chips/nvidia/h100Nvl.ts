import { figure, recalled, type Basis } from '../../figure.ts';
import { h100NvlArticle, hopperTable } from '../../sources/nvidia.ts';
import { gpuBlog } from '../../sources/prices.ts';
import { mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: h100NvlArticle,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips],
};
const bridge: Basis = { source: hopperTable, confidence: 'secondary' };

/**
 * NVIDIA H100 NVL 94 GB, as published: each figure with its source.
 *
 * @example
 * import { h100Nvl } from '@mantile/hardware';
 * h100Nvl.peakFlops['bf16'] // => 835.5e12
 * @category Chips of NVIDIA
 */
export const h100Nvl = catalogueChip({
  id: 'h100-nvl',
  name: 'H100 NVL 94 GB',
  vendor: 'NVIDIA',
  architecture: 'Hopper GH100 (sm_90)',
  facts: {
    release: figure('2023-03', recalled),
    peakTflops: {
      fp64: figure(60, recalled),
      fp32: figure(60, recalled),
      tf32: figure(417.5, recalled),
      bf16: figure(835.5, recalled),
      fp16: figure(835.5, recalled),
      fp8: figure(1670.5, recalled),
      int8: figure(1670.5, recalled),
    },
    sparseTflops: {
      tf32: figure(835, recalled),
      bf16: figure(1671, recalled),
      fp16: figure(1671, recalled),
      fp8: figure(3341, recalled),
      int8: figure(3341, recalled),
    },
    vectorTflops: { fp64: figure(30, recalled) },
    memory: [
      {
        name: 'HBM3',
        capacity: capacity(94, 'GiB', table),
        usable: capacity(93.1, 'GiB', recalled),
        gigabytesPerSecond: figure(3900, table),
      },
    ],
    l2Megabytes: figure(50, recalled),
    computeUnits: figure(132, recalled),
    clockMegahertz: figure(1785, recalled),
    powerWatts: figure(400, table),
    scaleUp: {
      link: 'nvlink-bridge-h100',
      gigabytesPerSecondPerDirection: figure(300, bridge),
      packages: figure(2, bridge),
    },
    pcieGeneration: figure(5, recalled),
    pcieLanes: figure(16, recalled),
    rent: {
      lowUsdPerHour: 3.07,
      highUsdPerHour: 3.07,
      terms: 'RunPod, as a blog lists it; undated',
      source: gpuBlog,
      confidence: 'secondary-single',
    },
  },
  absent: {
    'peakTflops.int4': 'Hopper has no INT4 tensor path; a printed 3958 is the sparse INT8 figure',
  },
  notes: [
    'An early table prints the figures of a pair of cards: 188 GB, 7.8 TB/s, twice the peaks.',
  ],
});
