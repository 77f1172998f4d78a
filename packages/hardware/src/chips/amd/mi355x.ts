import { figure, recalled, type Basis } from '../../figure.ts';
import { registerMi355x, rocmSpecs } from '../../sources/amd.ts';
import { inferenceXPrices, inferenceXSpecs, mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: inferenceXSpecs,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, registerMi355x],
};
const docs: Basis = { source: rocmSpecs, confidence: 'datasheet' };

/**
 * AMD Instinct MI355X, as published: each figure with its source.
 *
 * @example
 * import { mi355x } from '@mantile/hardware';
 * mi355x.peakFlops['bf16'] // => 2516.6e12
 * @category Chips of AMD
 */
export const mi355x = catalogueChip({
  id: 'mi355x',
  name: 'Instinct MI355X',
  vendor: 'AMD',
  architecture: 'CDNA4 (gfx950)',
  facts: {
    release: figure('2025-06', recalled),
    peakTflops: {
      fp64: figure(78.6, table),
      fp32: figure(157.3, table),
      bf16: figure(2516.6, table, {
        derivation: '256 CU × 4096 FLOP per clock × 2.4 GHz; AMD prints 2.5 PFLOPS',
      }),
      fp16: figure(2516.6, table),
      fp8: figure(5033.2, table),
      int8: figure(5033.2, table),
      mxfp6: figure(10066, table, { note: 'The rate of FP4 on CDNA4.' }),
      mxfp4: figure(10066, table, {
        note: 'Dense: AMD prints 10.1 without mention of sparsity. 20.1 on some slides is twice that.',
      }),
    },
    sparseTflops: {
      bf16: figure(5033, table),
      fp16: figure(5033, table),
      fp8: figure(10066, table),
      int8: figure(10066, table),
    },
    memory: [
      {
        name: 'HBM3E',
        capacity: capacity(288, 'GiB', docs),
        usable: capacity(288, 'GiB', docs),
        gigabytesPerSecond: figure(8000, table),
      },
    ],
    l2Megabytes: figure(32, docs),
    lastLevelMegabytes: figure(256, docs, { note: 'A table with 64 MB is wrong.' }),
    computeUnits: figure(256, docs),
    clockMegahertz: figure(2400, table),
    powerWatts: figure(1400, table),
    scaleUp: {
      link: 'xgmi-mi355x',
      gigabytesPerSecondPerDirection: figure(537.6, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    rent: {
      lowUsdPerHour: 1.48,
      highUsdPerHour: 2.1,
      terms: 'cost of ownership 1.48 to 1.90, three-year rental 2.10',
      date: '2026-04',
      source: inferenceXPrices,
      confidence: 'secondary-single',
    },
  },
  absent: {
    'peakTflops.tf32': 'CDNA4 dropped TF32',
    'peakTflops.nvfp4': 'CDNA4 computes MXFP4, not NVFP4',
  },
});
