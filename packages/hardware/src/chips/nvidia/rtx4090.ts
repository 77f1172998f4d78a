import { figure, recalled, type Basis } from '../../figure.ts';
import { rtx4090Second, rtx4090Table } from '../../sources/nvidia.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: rtx4090Table, confidence: 'secondary', alsoIn: [rtx4090Second] };

/**
 * NVIDIA GeForce RTX 4090 24 GB, as published: each figure with its source.
 *
 * @example
 * import { rtx4090 } from '@mantile/hardware';
 * rtx4090.peakFlops['bf16'] // => 165.2e12
 * @category Chips of NVIDIA
 */
export const rtx4090 = catalogueChip({
  id: 'rtx4090',
  name: 'GeForce RTX 4090 24 GB',
  vendor: 'NVIDIA',
  architecture: 'Ada AD102 (sm_89)',
  facts: {
    release: figure('2022-10', recalled),
    peakTflops: {
      fp64: figure(1.29, table),
      fp32: figure(82.6, table),
      tf32: figure(82.6, table),
      bf16: figure(165.2, table, {
        note: 'With FP32 accumulation, which GeForce runs at half rate.',
      }),
      fp16: figure(165.2, table, { note: '330.3 only with FP16 accumulation.' }),
      fp8: figure(330.3, table, { note: '660.6 only with FP16 accumulation.' }),
      int8: figure(660.6, table),
      int4: figure(1321.2, table),
    },
    sparseTflops: {
      bf16: figure(330.3, table),
      fp16: figure(330.3, table),
      fp8: figure(1321.2, table),
      int8: figure(1321.2, table),
      int4: figure(2642, table),
    },
    memory: [
      {
        name: 'GDDR6X',
        capacity: capacity(24, 'GiB', table),
        usable: capacity(23.99, 'GiB', table),
        gigabytesPerSecond: figure(1008, table),
      },
    ],
    l2Megabytes: figure(72, table),
    computeUnits: figure(128, table),
    clockMegahertz: figure(2520, table),
    powerWatts: figure(450, table),
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
    listPriceUsd: figure(1599, recalled),
  },
  notes: ['No NVLink, and the driver allows no peer-to-peer over PCIe.'],
});
