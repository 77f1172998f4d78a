import { figure, recalled, type Basis } from '../../figure.ts';
import { h100PcieBrief, hopperTable } from '../../sources/nvidia.ts';
import { mercatus } from '../../sources/prices.ts';
import { aiconfigurator, nvidiaSmiReports } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: hopperTable,
  confidence: 'secondary',
  alsoIn: [h100PcieBrief, aiconfigurator],
};
const brief: Basis = { source: h100PcieBrief, confidence: 'secondary', alsoIn: [aiconfigurator] };
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary-single' };

/**
 * NVIDIA H100 80 GB PCIe, as published: each figure with its source.
 *
 * @example
 * import { h100Pcie } from '@mantile/hardware';
 * h100Pcie.peakFlops['bf16'] // => 756.5e12
 * @category Chips of NVIDIA
 */
export const h100Pcie = catalogueChip({
  id: 'h100-pcie',
  name: 'H100 80 GB PCIe',
  vendor: 'NVIDIA',
  architecture: 'Hopper GH100 (sm_90)',
  facts: {
    release: figure('2022-10', recalled),
    peakTflops: {
      fp64: figure(51.2, table),
      fp32: figure(51.2, table),
      tf32: figure(378, table),
      bf16: figure(756.5, table),
      fp16: figure(756.5, table),
      fp8: figure(1513, table),
      int8: figure(1513, table),
    },
    sparseTflops: {
      tf32: figure(756, table),
      bf16: figure(1513, table),
      fp16: figure(1513, table),
      fp8: figure(3026, table),
      int8: figure(3026, table),
    },
    vectorTflops: { fp64: figure(25.6, table) },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(80, 'GiB', table),
        usable: capacity(81559, 'MiB', smi, { derivation: 'as the SXM5 part of the same label' }),
        gigabytesPerSecond: figure(2000, table, {
          note: 'The vendor prints 2 TB/s; some tables say 2039 GB/s.',
        }),
      },
    ],
    l2Megabytes: figure(50, table),
    computeUnits: figure(114, table),
    clockMegahertz: figure(1755, recalled),
    powerWatts: figure(350, brief),
    scaleUp: {
      link: 'nvlink-bridge-h100',
      gigabytesPerSecondPerDirection: figure(300, table),
      packages: figure(2, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 1.99,
      highUsdPerHour: 2.5,
      terms: 'the long tail of H100 offers, form factor not stated',
      date: '2026-05',
      source: mercatus,
      confidence: 'secondary-single',
    },
  },
  absent: {
    'peakTflops.int4': 'Hopper has no INT4 tensor path; a printed 3958 is the sparse INT8 figure',
  },
});
