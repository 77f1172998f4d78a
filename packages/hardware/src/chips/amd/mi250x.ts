import { figure, recalled, type Basis } from '../../figure.ts';
import { mi250Article, rocmMi250, rocmSpecs } from '../../sources/amd.ts';
import { mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: mi250Article,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, rocmMi250],
};
const docs: Basis = { source: rocmMi250, confidence: 'datasheet', alsoIn: [rocmSpecs] };

/**
 * AMD Instinct MI250X (OAM, two dies), as published: each figure with its source.
 *
 * @example
 * import { mi250x } from '@mantile/hardware';
 * mi250x.peakFlops['bf16'] // => 383e12
 * @category Chips of AMD
 */
export const mi250x = catalogueChip({
  id: 'mi250x',
  name: 'Instinct MI250X (OAM, two dies)',
  vendor: 'AMD',
  architecture: 'CDNA2 (gfx90a)',
  facts: {
    release: figure('2021-11', recalled),
    peakTflops: {
      fp64: figure(95.7, table),
      fp32: figure(47.9, table),
      bf16: figure(383, table),
      fp16: figure(383, table),
      int8: figure(383, table, { note: 'The rate of FP16; tables with 766 are wrong.' }),
      int4: figure(383, table),
    },
    vectorTflops: { fp64: figure(47.9, table) },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(128, 'GiB', docs),
        usable: capacity(128, 'GiB', docs),
        gigabytesPerSecond: figure(3276.8, table),
      },
    ],
    l2Megabytes: figure(16, docs),
    computeUnits: figure(220, docs),
    clockMegahertz: figure(1700, table),
    powerWatts: figure(560, table, { note: '500 W typical, 560 at most.' }),
    scaleUp: {
      link: 'xgmi-mi250x',
      gigabytesPerSecondPerDirection: figure(400, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
  absent: { 'peakTflops.fp8': 'CDNA2 has no FP8' },
  notes: [
    'Software sees two GPUs of half these figures, joined at 200 GB/s per direction inside the package.',
  ],
});
