import { figure, recalled, type Basis } from '../../figure.ts';
import { l40sTable } from '../../sources/nvidia.ts';
import { aiconfigurator, mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: l40sTable,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, aiconfigurator],
};
const smi: Basis = { source: aiconfigurator, confidence: 'secondary-single' };
const single: Basis = { source: l40sTable, confidence: 'secondary-single' };

/**
 * NVIDIA L40S 48 GB, as published: each figure with its source.
 *
 * @example
 * import { l40s } from '@mantile/hardware';
 * l40s.peakFlops['bf16'] // => 362.05e12
 * @category Chips of NVIDIA
 */
export const l40s = catalogueChip({
  id: 'l40s',
  name: 'L40S 48 GB',
  vendor: 'NVIDIA',
  architecture: 'Ada AD102 (sm_89)',
  facts: {
    release: figure('2023-08', recalled),
    peakTflops: {
      fp64: figure(1.43, table),
      fp32: figure(91.6, table),
      tf32: figure(183, table),
      bf16: figure(362.05, table, {
        note: 'Printed at 2490 MHz, the FP8 figure beside it at 2520.',
      }),
      fp16: figure(362.05, table),
      fp8: figure(733, table),
      int8: figure(733, table),
      int4: figure(1466, single, {
        derivation: '2 × INT8; the vendor’s table repeats the INT8 figure',
      }),
    },
    sparseTflops: {
      tf32: figure(366, table),
      bf16: figure(733, table),
      fp16: figure(733, table),
      fp8: figure(1466, table),
      int8: figure(1466, table),
    },
    memory: [
      {
        name: 'GDDR6 ECC',
        capacity: capacity(48, 'GiB', table),
        usable: capacity(46068, 'MiB', smi),
        gigabytesPerSecond: figure(864, table),
      },
    ],
    l2Megabytes: figure(96, recalled),
    computeUnits: figure(142, table),
    clockMegahertz: figure(2520, table),
    powerWatts: figure(350, table),
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
});
