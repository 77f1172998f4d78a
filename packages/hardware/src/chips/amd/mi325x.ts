import { figure, recalled, type Basis } from '../../figure.ts';
import { rocmSpecs, vultrRocm } from '../../sources/amd.ts';
import { inferenceXPrices, inferenceXSpecs, mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: mlEngineeringChips,
  confidence: 'secondary',
  alsoIn: [inferenceXSpecs, vultrRocm],
};
const docs: Basis = { source: rocmSpecs, confidence: 'datasheet' };

/**
 * AMD Instinct MI325X, as published: each figure with its source.
 *
 * @example
 * import { mi325x } from '@mantile/hardware';
 * mi325x.peakFlops['bf16'] // => 1307.4e12
 * @category Chips of AMD
 */
export const mi325x = catalogueChip({
  id: 'mi325x',
  name: 'Instinct MI325X',
  vendor: 'AMD',
  architecture: 'CDNA3 (gfx942)',
  facts: {
    release: figure('2024-10', recalled),
    peakTflops: {
      fp64: figure(163.4, table),
      fp32: figure(163.4, table),
      tf32: figure(653.7, table),
      bf16: figure(1307.4, table),
      fp16: figure(1307.4, table),
      fp8: figure(2614.9, table),
      int8: figure(2614.9, table),
    },
    sparseTflops: {
      bf16: figure(2615, table),
      fp16: figure(2615, table),
      fp8: figure(5230, table),
    },
    vectorTflops: { fp64: figure(81.7, table) },
    memory: [
      {
        name: 'HBM3E',
        capacity: capacity(256, 'GiB', docs, { note: 'Announced with 288, shipped with 256.' }),
        usable: capacity(256, 'GiB', docs),
        gigabytesPerSecond: figure(6000, table),
      },
    ],
    l2Megabytes: figure(32, docs),
    lastLevelMegabytes: figure(256, docs),
    computeUnits: figure(304, docs),
    clockMegahertz: figure(2100, table),
    powerWatts: figure(1000, table),
    scaleUp: {
      link: 'xgmi-mi300x',
      gigabytesPerSecondPerDirection: figure(448, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 1.28,
      highUsdPerHour: 1.8,
      terms: 'cost of ownership 1.28 to 1.59, three-year rental 1.80',
      date: '2026-04',
      source: inferenceXPrices,
      confidence: 'secondary-single',
    },
  },
});
