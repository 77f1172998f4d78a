import { figure, recalled, type Basis } from '../../figure.ts';
import { datacrunchB300 } from '../../sources/nvidia.ts';
import {
  aiconfigurator,
  inferenceXPrices,
  inferenceXSpecs,
  lockwoodB300,
  mlEngineeringChips,
} from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: lockwoodB300,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, inferenceXSpecs, aiconfigurator],
};
const derived: Basis = { source: lockwoodB300, confidence: 'secondary-single' };
const smi: Basis = {
  source: aiconfigurator,
  confidence: 'secondary-single',
  alsoIn: [inferenceXSpecs],
};
const bus: Basis = { source: aiconfigurator, confidence: 'secondary', alsoIn: [datacrunchB300] };
const ops: Basis = { source: aiconfigurator, confidence: 'secondary' };

/**
 * NVIDIA B300 288 GB SXM, as published: each figure with its source.
 *
 * @example
 * import { b300Sxm } from '@mantile/hardware';
 * b300Sxm.peakFlops['bf16'] // => 2250e12
 * @category Chips of NVIDIA
 */
export const b300Sxm = catalogueChip({
  id: 'b300-sxm',
  name: 'B300 288 GB SXM',
  vendor: 'NVIDIA',
  architecture: 'Blackwell Ultra GB110, two dies (sm_103)',
  facts: {
    release: figure('2025-03', recalled),
    peakTflops: {
      fp64: figure(1.25, table),
      fp32: figure(75, table),
      tf32: figure(1125, table),
      bf16: figure(2250, table),
      fp16: figure(2250, table),
      fp8: figure(4500, table),
      int8: figure(153.5, ops, {
        derivation: 'half of the sparse 307',
        note: 'INT8 was cut; tables with 4500 are wrong.',
      }),
      mxfp6: figure(4500, table),
      nvfp4: figure(13500, table, {
        derivation: '108 PFLOPS of HGX B300 ÷ 8',
        note: 'Sources say 12600, 13125, 13500, 14000 and 15000. Three times FP8, and sparse is only 1.33 times dense.',
      }),
      mxfp4: figure(13500, table, {
        derivation: '108 PFLOPS of HGX B300 ÷ 8',
        note: 'Sources say 12600, 13125, 13500, 14000 and 15000. Three times FP8, and sparse is only 1.33 times dense.',
      }),
    },
    sparseTflops: {
      fp8: figure(9000, table),
      int8: figure(307, table),
      nvfp4: figure(18000, table),
      mxfp4: figure(18000, table),
    },
    memory: [
      {
        name: 'HBM3e',
        capacity: capacity(288, 'GB', table, {
          note: 'Decimal, unlike NVIDIA’s other labels; NVIDIA also prints 270 GB.',
        }),
        usable: capacity(275040, 'MiB', smi),
        gigabytesPerSecond: figure(7750, bus, {
          note: '62 TB/s of 8 ÷ 8; the headline is 8.0 TB/s.',
        }),
      },
    ],
    l2Megabytes: figure(126, table),
    computeUnits: figure(148, derived, { derivation: 'from the FP32 rate of 75 TFLOPS' }),
    powerWatts: figure(1100, table, { note: '1000, 1100 (HGX) and 1400 W are printed.' }),
    scaleUp: {
      link: 'nvlink5',
      gigabytesPerSecondPerDirection: figure(900, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(6, table, { note: 'Hosts are Gen5.' }),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 2.34,
      highUsdPerHour: 3.48,
      terms: '1.2 × the prices of B200',
      date: '2026-04',
      isPlaceholder: true,
      source: inferenceXPrices,
      confidence: 'secondary-single',
    },
  },
  absent: {
    'peakTflops.int4': 'Blackwell has no INT4 tensor path',
    clockMegahertz: 'not published',
  },
});
