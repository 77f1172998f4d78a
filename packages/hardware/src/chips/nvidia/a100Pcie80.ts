import { figure, recalled, type Basis } from '../../figure.ts';
import { a100Table } from '../../sources/nvidia.ts';
import { mercatus } from '../../sources/prices.ts';
import { aiconfigurator, mlEngineeringChips, nvidiaSmiReports } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: a100Table,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, aiconfigurator],
};
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary' };

/**
 * NVIDIA A100 80 GB PCIe, as published: each figure with its source.
 *
 * @example
 * import { a100Pcie80 } from '@mantile/hardware';
 * a100Pcie80.peakFlops['bf16'] // => 312e12
 * @category Chips of NVIDIA
 */
export const a100Pcie80 = catalogueChip({
  id: 'a100-80-pcie',
  name: 'A100 80 GB PCIe',
  vendor: 'NVIDIA',
  architecture: 'Ampere GA100 (sm_80)',
  facts: {
    release: figure('2021-06', recalled),
    peakTflops: {
      fp64: figure(19.5, table),
      fp32: figure(19.5, table),
      tf32: figure(156, table),
      bf16: figure(312, table),
      fp16: figure(312, table),
      int8: figure(624, table),
      int4: figure(1248, table),
    },
    sparseTflops: {
      tf32: figure(312, table),
      bf16: figure(624, table),
      fp16: figure(624, table),
      int8: figure(1248, table),
      int4: figure(2496, table),
    },
    vectorTflops: { fp64: figure(9.7, table) },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(80, 'GiB', table),
        usable: capacity(81920, 'MiB', smi, { derivation: 'as the SXM4 part of the same label' }),
        gigabytesPerSecond: figure(1935, table),
      },
    ],
    l2Megabytes: figure(40, table),
    computeUnits: figure(108, table),
    clockMegahertz: figure(1410, table),
    powerWatts: figure(300, table),
    scaleUp: {
      link: 'nvlink-bridge-a100',
      gigabytesPerSecondPerDirection: figure(300, recalled),
      packages: figure(2, recalled),
    },
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 1.1,
      highUsdPerHour: 1.5,
      terms: 'A100 80 GB at specialised clouds, form factor not stated',
      date: '2026-05',
      source: mercatus,
      confidence: 'secondary-single',
    },
  },
  absent: { 'peakTflops.fp8': 'Ampere has no FP8 tensor cores' },
  notes: [
    'Same peaks as SXM4, but 300 W throttle sooner.',
    'NVLink joins pairs only; all else goes over PCIe.',
  ],
});
