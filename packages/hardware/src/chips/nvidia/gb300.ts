import { figure, recalled, type Basis } from '../../figure.ts';
import { gb300RackTable, verdaGb300 } from '../../sources/nvidia.ts';
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
  alsoIn: [gb300RackTable, verdaGb300, aiconfigurator, inferenceXSpecs],
};
const derived: Basis = { source: lockwoodB300, confidence: 'secondary-single' };
const smi: Basis = { source: aiconfigurator, confidence: 'secondary-single' };
const faq: Basis = { source: mlEngineeringChips, confidence: 'secondary' };

/**
 * NVIDIA GB300 (one GPU of NVL72), as published: each figure with its source.
 *
 * @example
 * import { gb300 } from '@mantile/hardware';
 * gb300.peakFlops['bf16'] // => 2500e12
 * @category Chips of NVIDIA
 */
export const gb300 = catalogueChip({
  id: 'gb300',
  name: 'GB300 (one GPU of NVL72)',
  vendor: 'NVIDIA',
  architecture: 'Blackwell Ultra, two dies (sm_103)',
  facts: {
    release: figure('2025-03', recalled),
    peakTflops: {
      fp64: figure(1.3, table),
      fp32: figure(80, table),
      tf32: figure(1250, table),
      bf16: figure(2500, table),
      fp16: figure(2500, table),
      fp8: figure(5000, table),
      int8: figure(165, table, { derivation: 'half of the rack’s 24 POPS ÷ 72' }),
      mxfp6: figure(5000, table),
      nvfp4: figure(15000, table, { derivation: '1080 PFLOPS of the rack ÷ 72' }),
      mxfp4: figure(15000, table, { derivation: '1080 PFLOPS of the rack ÷ 72' }),
    },
    sparseTflops: {
      fp8: figure(10000, table),
      int8: figure(330, table),
      nvfp4: figure(20000, table),
      mxfp4: figure(20000, table),
    },
    memory: [
      {
        name: 'HBM3e',
        capacity: capacity(288, 'GB', table, {
          note: 'A nominal label: software sees 284,208 MiB, which is more than 288 GB.',
        }),
        usable: capacity(284208, 'MiB', smi),
        gigabytesPerSecond: figure(8000, table),
      },
    ],
    l2Megabytes: figure(126, table),
    computeUnits: figure(152, derived, { derivation: 'as GB200, from the FP32 rate' }),
    powerWatts: figure(1400, faq),
    scaleUp: {
      link: 'nvlink5',
      gigabytesPerSecondPerDirection: figure(900, table),
      packages: figure(72, table),
    },
    pcieGeneration: figure(6, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 2.65,
      highUsdPerHour: 3.96,
      terms: '1.2 × the prices of GB200',
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
