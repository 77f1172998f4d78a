import { figure, recalled, type Basis } from '../../figure.ts';
import { l4Sparsity, l4Table } from '../../sources/nvidia.ts';
import { aiconfigurator, nvidiaSmiReports } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: l4Table,
  confidence: 'secondary',
  alsoIn: [aiconfigurator, l4Sparsity],
};
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary-single' };
const single: Basis = { source: l4Table, confidence: 'secondary-single' };

/**
 * NVIDIA L4 24 GB, as published: each figure with its source.
 *
 * @example
 * import { l4 } from '@mantile/hardware';
 * l4.peakFlops['bf16'] // => 121e12
 * @category Chips of NVIDIA
 */
export const l4 = catalogueChip({
  id: 'l4',
  name: 'L4 24 GB',
  vendor: 'NVIDIA',
  architecture: 'Ada AD104 (sm_89)',
  facts: {
    release: figure('2023-03', recalled),
    peakTflops: {
      fp64: figure(0.473, table),
      fp32: figure(30.3, table),
      tf32: figure(60, table),
      bf16: figure(121, table),
      fp16: figure(121, table),
      fp8: figure(242.5, table),
      int8: figure(242.5, table),
      int4: figure(485, single, { derivation: '2 × INT8' }),
    },
    sparseTflops: {
      tf32: figure(120, table),
      bf16: figure(242, table),
      fp16: figure(242, table),
      fp8: figure(485, table),
      int8: figure(485, table),
    },
    memory: [
      {
        name: 'GDDR6',
        capacity: capacity(24, 'GiB', table),
        usable: capacity(23034, 'MiB', smi),
        gigabytesPerSecond: figure(300, table),
      },
    ],
    l2Megabytes: figure(48, table),
    computeUnits: figure(58, table),
    clockMegahertz: figure(2040, table),
    powerWatts: figure(72, table),
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
  notes: ['72 W do not sustain the boost clock in matrix products.'],
});
