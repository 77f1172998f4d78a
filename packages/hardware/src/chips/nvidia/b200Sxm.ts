import { figure, recalled, type Basis } from '../../figure.ts';
import { b200DeviceQuery, datacrunchB300, dgxB200Guide } from '../../sources/nvidia.ts';
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
  alsoIn: [mlEngineeringChips, inferenceXSpecs],
};
const guide: Basis = { source: dgxB200Guide, confidence: 'datasheet' };
const query: Basis = { source: b200DeviceQuery, confidence: 'secondary-single' };
const bus: Basis = {
  source: aiconfigurator,
  confidence: 'secondary',
  alsoIn: [b200DeviceQuery, datacrunchB300],
};

/**
 * NVIDIA B200 180 GB SXM, as published: each figure with its source.
 *
 * @example
 * import { b200Sxm } from '@mantile/hardware';
 * b200Sxm.peakFlops['bf16'] // => 2250e12
 * @category Chips of NVIDIA
 */
export const b200Sxm = catalogueChip({
  id: 'b200-sxm',
  name: 'B200 180 GB SXM',
  vendor: 'NVIDIA',
  architecture: 'Blackwell GB100, two dies (sm_100)',
  facts: {
    release: figure('2024-03', recalled),
    peakTflops: {
      fp64: figure(37, table, { note: 'The HGX table; an early brief prints 40.' }),
      fp32: figure(75, table, { note: 'The HGX table; an early brief prints 80.' }),
      tf32: figure(1125, table),
      bf16: figure(2250, table),
      fp16: figure(2250, table),
      fp8: figure(4500, table),
      int8: figure(4500, table),
      mxfp6: figure(4500, table),
      nvfp4: figure(9000, table),
      mxfp4: figure(9000, table),
    },
    sparseTflops: {
      tf32: figure(2250, table),
      bf16: figure(4500, table),
      fp16: figure(4500, table),
      fp8: figure(9000, table),
      mxfp6: figure(9000, table),
      int8: figure(9000, table),
      nvfp4: figure(18000, table),
      mxfp4: figure(18000, table),
    },
    memory: [
      {
        name: 'HBM3e',
        capacity: capacity(180, 'GiB', guide, {
          derivation: '1440 GB of 8 GPUs ÷ 8; 15/16 of 8 × 24 GiB',
        }),
        usable: capacity(178.35, 'GiB', query),
        gigabytesPerSecond: figure(7700, bus, {
          note: 'The headline is 8.0 TB/s. The device’s bus gives 7.67 (7680 bit × 3996 MHz × 2), the HGX figure 62 TB/s ÷ 8 = 7.75.',
        }),
      },
    ],
    l2Megabytes: figure(126, query),
    computeUnits: figure(148, query),
    clockMegahertz: figure(1965, table),
    powerWatts: figure(1000, table),
    scaleUp: {
      link: 'nvlink5',
      gigabytesPerSecondPerDirection: figure(900, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 1.95,
      highUsdPerHour: 2.9,
      terms: 'hyperscaler’s cost of ownership 1.95, neocloud’s 2.34, three-year rental 2.90',
      date: '2026-04',
      source: inferenceXPrices,
      confidence: 'secondary-single',
    },
  },
  absent: { 'peakTflops.int4': 'Blackwell has no INT4 tensor path' },
});
