import { figure, recalled, type Basis } from '../../figure.ts';
import { mercatus } from '../../sources/prices.ts';
import {
  aiconfigurator,
  inferenceXSpecs,
  lockwoodH100,
  mlEngineeringChips,
} from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: lockwoodH100,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, inferenceXSpecs, aiconfigurator],
};

/**
 * NVIDIA H200 141 GB SXM, as published: each figure with its source.
 *
 * @example
 * import { h200Sxm } from '@mantile/hardware';
 * h200Sxm.peakFlops['bf16'] // => 989.4e12
 * @category Chips of NVIDIA
 */
export const h200Sxm = catalogueChip({
  id: 'h200-sxm',
  name: 'H200 141 GB SXM',
  vendor: 'NVIDIA',
  architecture: 'Hopper GH100 (sm_90)',
  facts: {
    release: figure('2023-11', recalled),
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
        name: 'HBM3e',
        capacity: capacity(141, 'GiB', table),
        usable: capacity(143771, 'MiB', recalled),
        gigabytesPerSecond: figure(4800, table),
      },
    ],
    l2Megabytes: figure(50, table),
    computeUnits: figure(132, table),
    clockMegahertz: figure(1830, table),
    powerWatts: figure(700, table),
    scaleUp: {
      link: 'nvlink4',
      gigabytesPerSecondPerDirection: figure(450, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 3.5,
      highUsdPerHour: 4.5,
      terms: 'on demand at specialised clouds; an AWS capacity block was 5.41 in 2024',
      date: '2026-05',
      source: mercatus,
      confidence: 'secondary-single',
    },
  },
  absent: {
    'peakTflops.int4': 'Hopper has no INT4 tensor path; a printed 3958 is the sparse INT8 figure',
  },
});
