import { figure, recalled, type Basis } from '../../figure.ts';
import { rocmSpecs, tomsMi355x } from '../../sources/amd.ts';
import { mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: rocmSpecs,
  confidence: 'secondary',
  alsoIn: [mlEngineeringChips, tomsMi355x],
};
const docs: Basis = { source: rocmSpecs, confidence: 'datasheet' };
const clocked: Basis = {
  source: rocmSpecs,
  confidence: 'secondary-single',
  alsoIn: [mlEngineeringChips],
};

/**
 * AMD Instinct MI350X, as published: each figure with its source.
 *
 * @example
 * import { mi350x } from '@mantile/hardware';
 * mi350x.peakFlops['bf16'] // => 2306.9e12
 * @category Chips of AMD
 */
export const mi350x = catalogueChip({
  id: 'mi350x',
  name: 'Instinct MI350X',
  vendor: 'AMD',
  architecture: 'CDNA4 (gfx950)',
  facts: {
    release: figure('2025-06', recalled),
    peakTflops: {
      fp64: figure(72.1, table),
      fp32: figure(144.2, table),
      bf16: figure(2306.9, clocked, { derivation: 'MI355X × 2200 ÷ 2400 MHz' }),
      fp16: figure(2306.9, clocked, { derivation: 'MI355X × 2200 ÷ 2400 MHz' }),
      fp8: figure(4613.7, clocked, { derivation: 'MI355X × 2200 ÷ 2400 MHz' }),
      int8: figure(4613.7, clocked, { derivation: 'MI355X × 2200 ÷ 2400 MHz' }),
      mxfp6: figure(9227.5, clocked, { derivation: 'MI355X × 2200 ÷ 2400 MHz' }),
      mxfp4: figure(9227.5, clocked, { derivation: 'MI355X × 2200 ÷ 2400 MHz' }),
    },
    sparseTflops: { fp8: figure(9200, table) },
    memory: [
      {
        name: 'HBM3E',
        capacity: capacity(288, 'GiB', docs),
        usable: capacity(288, 'GiB', docs),
        gigabytesPerSecond: figure(8000, table),
      },
    ],
    l2Megabytes: figure(32, docs),
    lastLevelMegabytes: figure(256, docs),
    computeUnits: figure(256, docs),
    clockMegahertz: figure(2200, table),
    powerWatts: figure(1000, table),
    scaleUp: {
      link: 'xgmi-mi355x',
      gigabytesPerSecondPerDirection: figure(537.6, table),
      packages: figure(8, table),
    },
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
  },
  absent: {
    'peakTflops.tf32': 'CDNA4 dropped TF32',
    'peakTflops.nvfp4': 'CDNA4 computes MXFP4, not NVFP4',
  },
});
