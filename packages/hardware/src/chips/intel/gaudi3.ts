import { figure, recalled, type Basis } from '../../figure.ts';
import { gaudiNetwork, gaudiSlides } from '../../sources/others.ts';
import { mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: gaudiSlides, confidence: 'datasheet', alsoIn: [gaudiNetwork] };
const second: Basis = { source: mlEngineeringChips, confidence: 'secondary-single' };
const net: Basis = { source: gaudiNetwork, confidence: 'datasheet' };

/**
 * Intel Gaudi 3 (OAM HL-325L), as published: each figure with its source.
 *
 * @example
 * import { gaudi3 } from '@mantile/hardware';
 * gaudi3.peakFlops['bf16'] // => 1835e12
 * @category Chips of Intel
 */
export const gaudi3 = catalogueChip({
  id: 'gaudi3',
  name: 'Gaudi 3 (OAM HL-325L)',
  vendor: 'Intel',
  architecture: 'eight MME, 64 TPC',
  facts: {
    release: figure('2024-04', recalled),
    peakTflops: {
      tf32: figure(459, second),
      bf16: figure(1835, table, {
        note: 'At 1750 MHz. Shipping parts run at 1600 MHz, which gives 1677.',
      }),
      fp16: figure(459, second),
      fp8: figure(1835, table, { note: 'The rate of BF16.' }),
    },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(128, 'GiB', table),
        usable: capacity(128, 'GiB', table),
        gigabytesPerSecond: figure(3670, table),
      },
    ],
    lastLevelMegabytes: figure(96, table),
    clockMegahertz: figure(1750, table),
    powerWatts: figure(900, table),
    scaleUp: {
      link: 'gaudi3-roce',
      gigabytesPerSecondPerDirection: figure(525, net),
      packages: figure(8, net),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    listPriceUsd: figure(15625, recalled),
  },
  notes: ['The printed 1200 GB/s counts all 24 ports, scale-out included, and both directions.'],
});
