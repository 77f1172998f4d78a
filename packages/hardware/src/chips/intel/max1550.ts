import { figure, recalled, type Basis } from '../../figure.ts';
import { lockwoodMax1550 } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: lockwoodMax1550, confidence: 'secondary-single' };

/**
 * Intel Data Center GPU Max 1550 (two stacks), as published: each figure with its source.
 *
 * @example
 * import { max1550 } from '@mantile/hardware';
 * max1550.peakFlops['bf16'] // => 838.9e12
 * @category Chips of Intel
 */
export const max1550 = catalogueChip({
  id: 'max1550',
  name: 'Data Center GPU Max 1550 (two stacks)',
  vendor: 'Intel',
  architecture: 'Xe-HPC (Ponte Vecchio)',
  facts: {
    release: figure('2023-01', recalled),
    peakTflops: {
      fp64: figure(52.4, table, { derivation: '128 cores × 256 per clock × 1.6 GHz' }),
      fp32: figure(52.4, table, { derivation: '128 cores × 256 per clock × 1.6 GHz' }),
      tf32: figure(419.4, table, { derivation: '128 cores × 2048 per clock × 1.6 GHz' }),
      bf16: figure(838.9, table, { derivation: '128 cores × 4096 per clock × 1.6 GHz' }),
      fp16: figure(838.9, table, { derivation: '128 cores × 4096 per clock × 1.6 GHz' }),
      int8: figure(1677.7, table, { derivation: '128 cores × 8192 per clock × 1.6 GHz' }),
    },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(128, 'GiB', table),
        gigabytesPerSecond: figure(3276.8, table),
      },
    ],
    l2Megabytes: figure(408, recalled),
    computeUnits: figure(128, table),
    clockMegahertz: figure(1600, table),
    powerWatts: figure(600, table),
    scaleUp: {
      link: 'xelink',
      gigabytesPerSecondPerDirection: figure(424, recalled),
      packages: figure(8, recalled),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
  },
  notes: ['Sustained rates are far below these peaks.', 'Software sees two tiles.'],
});
