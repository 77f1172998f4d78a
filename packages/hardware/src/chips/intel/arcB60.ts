import { figure, recalled, type Basis } from '../../figure.ts';
import { arcB60Comparison, arcB60Second } from '../../sources/others.ts';
import { aiconfigurator } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: aiconfigurator,
  confidence: 'secondary',
  alsoIn: [arcB60Comparison, arcB60Second],
};

/**
 * Intel Arc Pro B60 24 GB, as published: each figure with its source.
 *
 * @example
 * import { arcB60 } from '@mantile/hardware';
 * arcB60.peakFlops['bf16'] // => 98.3e12
 * @category Chips of Intel
 */
export const arcB60 = catalogueChip({
  id: 'arc-b60',
  name: 'Arc Pro B60 24 GB',
  vendor: 'Intel',
  architecture: 'Xe2-HPG (BMG-G21)',
  facts: {
    release: figure('2025-05', recalled),
    peakTflops: {
      fp32: figure(12.28, table),
      bf16: figure(98.3, table),
      fp16: figure(98.3, table),
      int8: figure(196.6, table),
      int4: figure(393.2, table),
    },
    memory: [
      {
        name: 'GDDR6',
        capacity: capacity(24, 'GiB', table),
        gigabytesPerSecond: figure(456, table),
      },
    ],
    l2Megabytes: figure(18, recalled),
    computeUnits: figure(20, table),
    clockMegahertz: figure(2400, table),
    powerWatts: figure(200, table),
    pcieGeneration: figure(5, table),
    pcieLanes: figure(8, table),
    listPriceUsd: figure(499, recalled),
  },
  absent: { 'peakTflops.fp8': 'no FP8 in its matrix units' },
});
