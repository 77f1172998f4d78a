import { figure, recalled, type Basis } from '../../figure.ts';
import { a100DeviceQuery } from '../../sources/nvidia.ts';
import { awsCapacityBlocks } from '../../sources/prices.ts';
import { lockwoodA100, nvidiaSmiReports } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: lockwoodA100, confidence: 'secondary', alsoIn: [a100DeviceQuery] };
const smi: Basis = { source: nvidiaSmiReports, confidence: 'secondary', alsoIn: [a100DeviceQuery] };

/**
 * NVIDIA A100 40 GB SXM4, as published: each figure with its source.
 *
 * @example
 * import { a100Sxm40 } from '@mantile/hardware';
 * a100Sxm40.peakFlops['bf16'] // => 312e12
 * @category Chips of NVIDIA
 */
export const a100Sxm40 = catalogueChip({
  id: 'a100-40-sxm',
  name: 'A100 40 GB SXM4',
  vendor: 'NVIDIA',
  architecture: 'Ampere GA100 (sm_80)',
  facts: {
    release: figure('2020-05', recalled),
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
        usable: capacity(40960, 'MiB', smi, {
          note: 'As nvidia-smi counts; CUDA sees 42,405,855,232 bytes.',
        }),
        gigabytesPerSecond: figure(1555, table),
      },
    ],
    l2Megabytes: figure(40, table),
    computeUnits: figure(108, table),
    clockMegahertz: figure(1410, table),
    powerWatts: figure(400, table),
    scaleUp: {
      link: 'nvlink3',
      gigabytesPerSecondPerDirection: figure(300, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 1.844,
      highUsdPerHour: 1.844,
      terms: 'AWS capacity blocks, p4d.24xlarge ÷ 8',
      date: '2024-H2',
      source: awsCapacityBlocks,
      confidence: 'secondary-single',
    },
  },
  absent: { 'peakTflops.fp8': 'Ampere has no FP8 tensor cores; tables that list 624 are wrong' },
});
