import { figure, recalled, type Basis } from '../../figure.ts';
import { h20Article } from '../../sources/nvidia.ts';
import { inferSim } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: inferSim, confidence: 'secondary', alsoIn: [h20Article] };
const single: Basis = { source: h20Article, confidence: 'secondary-single' };

/**
 * NVIDIA H20 96 GB SXM, as published: each figure with its source.
 *
 * @example
 * import { h20 } from '@mantile/hardware';
 * h20.peakFlops['bf16'] // => 148e12
 * @category Chips of NVIDIA
 */
export const h20 = catalogueChip({
  id: 'h20',
  name: 'H20 96 GB SXM',
  vendor: 'NVIDIA',
  architecture: 'Hopper GH100 (sm_90)',
  facts: {
    release: figure('2023-11', recalled),
    peakTflops: {
      fp64: figure(1, table),
      fp32: figure(44, table),
      tf32: figure(74, table),
      bf16: figure(148, table, {
        note: 'Cut per SM to a quarter of an H100; not to be derived from the SM count.',
      }),
      fp16: figure(148, table),
      fp8: figure(296, table),
      int8: figure(296, table),
    },
    memory: [
      {
        name: 'HBM3',
        capacity: capacity(96, 'GiB', table),
        usable: capacity(95.6, 'GiB', recalled),
        gigabytesPerSecond: figure(4000, table),
      },
    ],
    l2Megabytes: figure(60, single),
    computeUnits: figure(78, table),
    clockMegahertz: figure(1980, table),
    powerWatts: figure(400, table),
    scaleUp: {
      link: 'nvlink4',
      gigabytesPerSecondPerDirection: figure(450, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
  },
  absent: {
    'peakTflops.int4': 'Hopper has no INT4 tensor path; a printed 3958 is the sparse INT8 figure',
  },
  notes: ['A variant with 141 GB of HBM3e exists.'],
});
