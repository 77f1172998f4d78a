import { figure, recalled, type Basis } from '../../figure.ts';
import { v100Rates } from '../../sources/nvidia.ts';
import { llmAnalysis, llmViewer } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: llmViewer,
  confidence: 'secondary',
  alsoIn: [llmAnalysis, v100Rates],
};

/**
 * NVIDIA V100 32 GB SXM2, as published: each figure with its source.
 *
 * @example
 * import { v100Sxm32 } from '@mantile/hardware';
 * v100Sxm32.peakFlops['fp16'] // => 125e12
 * @category Chips of NVIDIA
 */
export const v100Sxm32 = catalogueChip({
  id: 'v100-32-sxm',
  name: 'V100 32 GB SXM2',
  vendor: 'NVIDIA',
  architecture: 'Volta GV100 (sm_70)',
  facts: {
    release: figure('2018-03', recalled),
    peakTflops: {
      fp64: figure(7.8, table),
      fp32: figure(15.7, table),
      fp16: figure(125, table),
      int8: figure(62.8, recalled, {
        note: 'DP4A on vector units; Volta has no INT8 tensor cores.',
      }),
    },
    memory: [
      {
        name: 'HBM2',
        capacity: capacity(32, 'GiB', table),
        usable: capacity(31.7, 'GiB', recalled),
        gigabytesPerSecond: figure(900, table),
      },
    ],
    l2Megabytes: figure(6, recalled),
    computeUnits: figure(80, table),
    clockMegahertz: figure(1530, recalled),
    powerWatts: figure(300, table),
    scaleUp: {
      link: 'nvlink2',
      gigabytesPerSecondPerDirection: figure(150, table),
      packages: figure(16, table),
    },
    pcieGeneration: figure(3, table),
    pcieLanes: figure(16, table),
  },
  absent: { 'peakTflops.bf16': 'Volta computes no BF16' },
});
