import { figure, recalled, type Basis } from '../../figure.ts';
import { qualcommArchitecture, qualcommArticle } from '../../sources/others.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: qualcommArchitecture,
  confidence: 'datasheet',
  alsoIn: [qualcommArticle],
};

/**
 * Qualcomm Cloud AI 100 Ultra (card of four), as published: each figure with its source.
 *
 * @example
 * import { aic100Ultra } from '@mantile/hardware';
 * aic100Ultra.peakFlops['fp16'] // => 290e12
 * @category Chips of Qualcomm
 */
export const aic100Ultra = catalogueChip({
  id: 'aic100-ultra',
  name: 'Cloud AI 100 Ultra (card of four)',
  vendor: 'Qualcomm',
  architecture: 'four SoCs of 16 NSP',
  facts: {
    release: figure('2023-11', recalled),
    peakTflops: { fp16: figure(290, table), int8: figure(870, table) },
    memory: [
      {
        name: 'LPDDR4X',
        capacity: capacity(128, 'GB', table),
        gigabytesPerSecond: figure(548, table),
      },
    ],
    lastLevelMegabytes: figure(576, table),
    computeUnits: figure(64, table),
    powerWatts: figure(150, table),
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
  notes: ['Each SoC has a quarter: 32 GB at 137 GB/s, 72 TFLOPS of FP16.'],
});
