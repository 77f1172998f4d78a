import { figure, recalled, type Basis } from '../../figure.ts';
import { a10Table } from '../../sources/nvidia.ts';
import { llmAnalysis, nvidiaSmiReports } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: a10Table, confidence: 'secondary', alsoIn: [llmAnalysis] };
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary-single' };

/**
 * NVIDIA A10 24 GB, as published: each figure with its source.
 *
 * @example
 * import { a10 } from '@mantile/hardware';
 * a10.peakFlops['bf16'] // => 125e12
 * @category Chips of NVIDIA
 */
export const a10 = catalogueChip({
  id: 'a10',
  name: 'A10 24 GB',
  vendor: 'NVIDIA',
  architecture: 'Ampere GA102 (sm_86)',
  facts: {
    release: figure('2021-04', recalled),
    peakTflops: {
      fp64: figure(0.976, table),
      fp32: figure(31.2, table),
      tf32: figure(62.5, recalled),
      bf16: figure(125, table),
      fp16: figure(125, table),
      int8: figure(250, table),
      int4: figure(500, table),
    },
    sparseTflops: {
      bf16: figure(250, table),
      fp16: figure(250, table),
      int8: figure(500, table),
      int4: figure(1000, table),
    },
    memory: [
      {
        name: 'GDDR6',
        capacity: capacity(24, 'GiB', table),
        usable: capacity(23028, 'MiB', smi),
        gigabytesPerSecond: figure(600, table),
      },
    ],
    l2Megabytes: figure(6, table),
    computeUnits: figure(72, table),
    clockMegahertz: figure(1695, table),
    powerWatts: figure(150, table),
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
  notes: ['The A10G that AWS rents is another part, with 70 TFLOPS of BF16.'],
});
