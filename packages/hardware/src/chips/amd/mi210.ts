import { figure, recalled, type Basis } from '../../figure.ts';
import { mi210Comparison, rocmSpecs } from '../../sources/amd.ts';
import { llmAnalysis } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: llmAnalysis, confidence: 'secondary', alsoIn: [mi210Comparison] };
const docs: Basis = { source: rocmSpecs, confidence: 'datasheet' };

/**
 * AMD Instinct MI210 (PCIe), as published: each figure with its source.
 *
 * @example
 * import { mi210 } from '@mantile/hardware';
 * mi210.peakFlops['bf16'] // => 181e12
 * @category Chips of AMD
 */
export const mi210 = catalogueChip({
  id: 'mi210',
  name: 'Instinct MI210 (PCIe)',
  vendor: 'AMD',
  architecture: 'CDNA2 (gfx90a)',
  facts: {
    release: figure('2022-03', recalled),
    peakTflops: {
      fp64: figure(45.3, table),
      fp32: figure(22.6, table),
      bf16: figure(181, table),
      fp16: figure(181, table),
      int8: figure(181, table, { note: 'The rate of FP16; tables with 362 are wrong.' }),
      int4: figure(181, table),
    },
    vectorTflops: { fp64: figure(22.6, table) },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(64, 'GiB', docs),
        usable: capacity(64, 'GiB', docs),
        gigabytesPerSecond: figure(1638, table),
      },
    ],
    l2Megabytes: figure(8, docs),
    computeUnits: figure(104, docs),
    clockMegahertz: figure(1700, table),
    powerWatts: figure(300, recalled),
    scaleUp: {
      link: 'xgmi-mi210',
      gigabytesPerSecondPerDirection: figure(150, recalled),
      packages: figure(4, recalled),
    },
    pcieGeneration: figure(4, table),
    pcieLanes: figure(16, table),
  },
  absent: { 'peakTflops.fp8': 'CDNA2 has no FP8' },
});
