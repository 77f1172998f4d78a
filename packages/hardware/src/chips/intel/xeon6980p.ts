import { figure, recalled, type Basis } from '../../figure.ts';
import { xeon6980pArticle } from '../../sources/others.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: xeon6980pArticle, confidence: 'secondary-single' };

/**
 * Intel Xeon 6980P (one socket), as published: each figure with its source.
 *
 * @example
 * import { xeon6980p } from '@mantile/hardware';
 * xeon6980p.peakFlops['bf16'] // => 524e12
 * @category Chips of Intel
 */
export const xeon6980p = catalogueChip({
  id: 'xeon-6980p',
  name: 'Xeon 6980P (one socket)',
  vendor: 'Intel',
  architecture: 'Granite Rapids (AMX)',
  facts: {
    release: figure('2024-09', recalled),
    peakTflops: {
      fp32: figure(16.4, table, { derivation: '128 cores × 64 per clock × 2.0 GHz' }),
      bf16: figure(524, table, { derivation: '128 cores × 2048 per clock × 2.0 GHz (AMX)' }),
      fp16: figure(524, table, { derivation: 'as BF16' }),
      int8: figure(1049, table, { derivation: '2 × BF16' }),
    },
    memory: [
      {
        name: 'DDR5-6400',
        capacity: capacity(3072, 'GiB', recalled, {
          note: 'The most that a socket takes; what is installed decides.',
        }),
        gigabytesPerSecond: figure(614.4, table, {
          derivation: '12 channels × 8 bytes × 6.4 GT/s',
          note: '844.8 with MRDIMM-8800.',
        }),
      },
    ],
    lastLevelMegabytes: figure(504, table),
    computeUnits: figure(128, table),
    clockMegahertz: figure(2000, recalled, {
      note: 'Base clock, which the peaks assume; 3200 on all cores, 3900 at most.',
    }),
    powerWatts: figure(500, table),
    pcieGeneration: figure(5, table),
    pcieLanes: figure(96, table),
  },
});
