import { figure, recalled, type Basis } from '../../figure.ts';
import { hopperTable } from '../../sources/nvidia.ts';
import { mercatus } from '../../sources/prices.ts';
import {
  inferenceXSpecs,
  lockwoodH100,
  mlEngineeringChips,
  nvidiaSmiReports,
} from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: lockwoodH100,
  confidence: 'secondary',
  alsoIn: [hopperTable, mlEngineeringChips, inferenceXSpecs],
};
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary-single' };

/**
 * NVIDIA H100 80 GB SXM5, as published: each figure with its source.
 *
 * @example
 * import { h100Sxm } from '@mantile/hardware';
 * h100Sxm.peakFlops['bf16'] // => 989.4e12
 * @category Chips of NVIDIA
 */
export const h100Sxm = catalogueChip({
  id: 'h100-sxm',
  name: 'H100 80 GB SXM5',
  vendor: 'NVIDIA',
  architecture: 'Hopper GH100 (sm_90)',
  facts: {
    release: figure('2022-03', recalled),
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
        capacity: capacity(80, 'GiB', table),
        usable: capacity(81559, 'MiB', smi),
        gigabytesPerSecond: figure(3350, table),
      },
    ],
    l2Megabytes: figure(50, table),
    computeUnits: figure(132, table),
    clockMegahertz: figure(1830, table, {
      note: '1830 MHz give the printed peaks; 1980 is the highest clock.',
    }),
    powerWatts: figure(700, table),
    scaleUp: {
      link: 'nvlink4',
      gigabytesPerSecondPerDirection: figure(450, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 2.5,
      highUsdPerHour: 3.5,
      terms: 'on demand at specialised clouds; the median of 37 providers was 2.95, AWS p5 6.88',
      date: '2026-05',
      source: mercatus,
      confidence: 'secondary-single',
    },
  },
  absent: {
    'peakTflops.int4': 'Hopper has no INT4 tensor path; a printed 3958 is the sparse INT8 figure',
  },
});
