import { figure, recalled, type Basis } from '../../figure.ts';
import { rocmMi300, rocmSpecs } from '../../sources/amd.ts';
import { inferenceXPrices, inferenceXSpecs, mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: rocmMi300,
  confidence: 'datasheet',
  alsoIn: [rocmSpecs, mlEngineeringChips, inferenceXSpecs],
};
const second: Basis = {
  source: mlEngineeringChips,
  confidence: 'secondary',
  alsoIn: [inferenceXSpecs],
};

/**
 * AMD Instinct MI300X, as published: each figure with its source.
 *
 * @example
 * import { mi300x } from '@mantile/hardware';
 * mi300x.peakFlops['bf16'] // => 1307.4e12
 * @category Chips of AMD
 */
export const mi300x = catalogueChip({
  id: 'mi300x',
  name: 'Instinct MI300X',
  vendor: 'AMD',
  architecture: 'CDNA3 (gfx942)',
  facts: {
    release: figure('2023-12', recalled),
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
      tf32: figure(1307, table),
      bf16: figure(2615, table),
      fp16: figure(2615, table),
      fp8: figure(5230, table),
      int8: figure(5230, table),
    },
    vectorTflops: { fp64: figure(81.7, table) },
    memory: [
      {
        name: 'HBM3',
        capacity: capacity(192, 'GiB', table),
        usable: capacity(192, 'GiB', table),
        gigabytesPerSecond: figure(5300, table),
      },
    ],
    l2Megabytes: figure(32, table),
    lastLevelMegabytes: figure(256, table),
    computeUnits: figure(304, table),
    clockMegahertz: figure(2100, second),
    powerWatts: figure(750, second),
    scaleUp: {
      link: 'xgmi-mi300x',
      gigabytesPerSecondPerDirection: figure(448, second),
      packages: figure(8, second),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 1.12,
      highUsdPerHour: 1.85,
      terms:
        'cost of ownership 1.12 to 1.40, three-year rental 1.55, on demand up to 1.85 (undated)',
      date: '2026-04',
      source: inferenceXPrices,
      confidence: 'secondary-single',
    },
  },
  notes: [
    'FP8 is the FNUZ variant, not OCP.',
    'One peer is reached at 64 GB/s per direction; 448 only with all seven at once.',
  ],
});
