import { figure, recalled, type Basis } from '../../figure.ts';
import {
  aiconfigurator,
  inferenceXPrices,
  inferenceXSpecs,
  lockwoodB200,
  mlEngineeringChips,
} from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: lockwoodB200,
  confidence: 'secondary',
  alsoIn: [aiconfigurator, mlEngineeringChips, inferenceXSpecs],
};
const derived: Basis = { source: lockwoodB200, confidence: 'secondary-single' };
const smi: Basis = { source: aiconfigurator, confidence: 'secondary-single' };

/**
 * NVIDIA GB200 (one GPU of NVL72), as published: each figure with its source.
 *
 * @example
 * import { gb200 } from '@mantile/hardware';
 * gb200.peakFlops['bf16'] // => 2500e12
 * @category Chips of NVIDIA
 */
export const gb200 = catalogueChip({
  id: 'gb200',
  name: 'GB200 (one GPU of NVL72)',
  vendor: 'NVIDIA',
  architecture: 'Blackwell GB100, two dies (sm_100)',
  facts: {
    release: figure('2024-03', recalled),
    peakTflops: {
      fp64: figure(40, table),
      fp32: figure(80, table),
      tf32: figure(1250, table),
      bf16: figure(2500, table),
      fp16: figure(2500, table),
      fp8: figure(5000, table),
      int8: figure(5000, table),
      mxfp6: figure(5000, table),
      nvfp4: figure(10000, table),
      mxfp4: figure(10000, table),
    },
    sparseTflops: {
      tf32: figure(2500, table),
      bf16: figure(5000, table),
      fp16: figure(5000, table),
      fp8: figure(10000, table),
      mxfp6: figure(10000, table),
      int8: figure(10000, table),
      nvfp4: figure(20000, table),
      mxfp4: figure(20000, table),
    },
    memory: [
      {
        name: 'HBM3e',
        capacity: capacity(186, 'GiB', table, {
          note: 'Also printed as 192 GB; software sees 185.0 GiB.',
        }),
        usable: capacity(189471, 'MiB', smi),
        gigabytesPerSecond: figure(8000, table),
      },
    ],
    l2Megabytes: figure(126, table),
    computeUnits: figure(152, derived, { derivation: '80 TFLOPS of FP32 ÷ (256 × 2.062 GHz)' }),
    clockMegahertz: figure(2062, table),
    powerWatts: figure(1200, table),
    scaleUp: {
      link: 'nvlink5',
      gigabytesPerSecondPerDirection: figure(900, table),
      packages: figure(72, table),
    },
    pcieGeneration: figure(6, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 2.21,
      highUsdPerHour: 3.3,
      terms: 'hyperscaler’s cost of ownership 2.21, neocloud’s 2.75, three-year rental 3.30',
      date: '2026-04',
      source: inferenceXPrices,
      confidence: 'secondary-single',
    },
  },
  absent: { 'peakTflops.int4': 'Blackwell has no INT4 tensor path' },
  notes: [
    'A superchip holds two of these GPUs: 384 GB, 40 PFLOPS of sparse FP4 and 2700 W are printed per superchip.',
  ],
});
