import { figure, recalled, type Basis } from '../../figure.ts';
import { inferSim, nvidiaSmiReports } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: inferSim, confidence: 'secondary-single' };
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary-single' };

/**
 * NVIDIA H800 80 GB SXM, as published: each figure with its source.
 *
 * @example
 * import { h800Sxm } from '@mantile/hardware';
 * h800Sxm.peakFlops['bf16'] // => 989.4e12
 * @category Chips of NVIDIA
 */
export const h800Sxm = catalogueChip({
  id: 'h800-sxm',
  name: 'H800 80 GB SXM',
  vendor: 'NVIDIA',
  architecture: 'Hopper GH100 (sm_90)',
  facts: {
    release: figure('2023-03', recalled),
    peakTflops: {
      fp64: figure(1, recalled),
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
    memory: [
      {
        name: 'HBM3',
        capacity: capacity(80, 'GiB', table),
        usable: capacity(81559, 'MiB', smi, {
          derivation: 'as the H100 SXM5, whose memory it has',
        }),
        gigabytesPerSecond: figure(3350, table),
      },
    ],
    l2Megabytes: figure(50, table),
    computeUnits: figure(132, table),
    clockMegahertz: figure(1830, table),
    powerWatts: figure(700, table),
    scaleUp: {
      link: 'nvlink4',
      gigabytesPerSecondPerDirection: figure(200, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
  },
  absent: {
    'peakTflops.int4': 'Hopper has no INT4 tensor path; a printed 3958 is the sparse INT8 figure',
  },
  notes: ['An H100 SXM with 8 of 18 links and with FP64 cut.'],
});
