import { figure, recalled, type Basis } from '../../figure.ts';
import { lockwoodA100, nvidiaSmiReports } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: lockwoodA100, confidence: 'secondary' };
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary' };

/**
 * NVIDIA A100 40 GB PCIe, as published: each figure with its source.
 *
 * @example
 * import { a100Pcie40 } from '@mantile/hardware';
 * a100Pcie40.peakFlops['bf16'] // => 312e12
 * @category Chips of NVIDIA
 */
export const a100Pcie40 = catalogueChip({
  id: 'a100-40-pcie',
  name: 'A100 40 GB PCIe',
  vendor: 'NVIDIA',
  architecture: 'Ampere GA100 (sm_80)',
  facts: {
    release: figure('2020-06', recalled),
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
        name: 'HBM2',
        capacity: capacity(40, 'GiB', table),
        usable: capacity(40960, 'MiB', smi, { derivation: 'as the SXM4 part of the same label' }),
        gigabytesPerSecond: figure(1555, table),
      },
    ],
    l2Megabytes: figure(40, table),
    computeUnits: figure(108, table),
    clockMegahertz: figure(1410, table),
    powerWatts: figure(250, recalled),
    scaleUp: {
      link: 'nvlink-bridge-a100',
      gigabytesPerSecondPerDirection: figure(300, recalled),
      packages: figure(2, recalled),
    },
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
  absent: { 'peakTflops.fp8': 'Ampere has no FP8 tensor cores' },
  notes: [
    'Same peaks as SXM4, but 250 W throttle sooner.',
    'NVLink joins pairs only; all else goes over PCIe.',
  ],
});
