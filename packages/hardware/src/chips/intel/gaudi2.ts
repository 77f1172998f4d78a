import { figure, recalled, type Basis } from '../../figure.ts';
import { gaudiSlides } from '../../sources/others.ts';
import { mlEngineeringChips, mlEngineeringNetwork } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: gaudiSlides, confidence: 'datasheet', alsoIn: [mlEngineeringChips] };
const second: Basis = { source: mlEngineeringChips, confidence: 'secondary-single' };
const net: Basis = { source: mlEngineeringNetwork, confidence: 'secondary' };

/**
 * Intel Gaudi 2 (OAM HL-225), as published: each figure with its source.
 *
 * @example
 * import { gaudi2 } from '@mantile/hardware';
 * gaudi2.peakFlops['bf16'] // => 432e12
 * @category Chips of Intel
 */
export const gaudi2 = catalogueChip({
  id: 'gaudi2',
  name: 'Gaudi 2 (OAM HL-225)',
  vendor: 'Intel',
  architecture: 'two MME, 24 TPC',
  facts: {
    release: figure('2022-05', recalled),
    peakTflops: { bf16: figure(432, table), fp8: figure(865, second) },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(96, 'GiB', table),
        usable: capacity(96, 'GiB', table),
        gigabytesPerSecond: figure(2460, table),
      },
    ],
    lastLevelMegabytes: figure(48, table),
    clockMegahertz: figure(1650, second),
    powerWatts: figure(600, table),
    scaleUp: {
      link: 'gaudi2-roce',
      gigabytesPerSecondPerDirection: figure(262.5, net),
      packages: figure(8, net),
    },
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
});
