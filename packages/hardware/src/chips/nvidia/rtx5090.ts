import { figure, recalled, type Basis } from '../../figure.ts';
import { rtx5090Table, rtxBlackwellPaper } from '../../sources/nvidia.ts';
import { huggingfaceHardware } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: rtx5090Table,
  confidence: 'secondary',
  alsoIn: [rtxBlackwellPaper, huggingfaceHardware],
};
const split: Basis = {
  source: rtx5090Table,
  confidence: 'secondary-single',
  alsoIn: [rtxBlackwellPaper],
};

/**
 * NVIDIA GeForce RTX 5090 32 GB, as published: each figure with its source.
 *
 * @example
 * import { rtx5090 } from '@mantile/hardware';
 * rtx5090.peakFlops['bf16'] // => 209.5e12
 * @category Chips of NVIDIA
 */
export const rtx5090 = catalogueChip({
  id: 'rtx5090',
  name: 'GeForce RTX 5090 32 GB',
  vendor: 'NVIDIA',
  architecture: 'Blackwell GB202 (sm_120)',
  facts: {
    release: figure('2025-01', recalled),
    peakTflops: {
      fp64: figure(1.64, table),
      fp32: figure(104.8, table),
      tf32: figure(104.8, split, { derivation: 'half of BF16' }),
      bf16: figure(209.5, split, {
        derivation: '170 SM × 512 FLOP per clock × 2.407 GHz; FP32 accumulation',
      }),
      fp16: figure(209.5, split, { derivation: 'as BF16; 419 only with FP16 accumulation' }),
      fp8: figure(419, split, { derivation: '2 × BF16; 838 only with FP16 accumulation' }),
      int8: figure(838, split, { derivation: '4 × BF16: integers are not halved' }),
      mxfp6: figure(419, split, { derivation: 'the rate of FP8' }),
      nvfp4: figure(1676, table),
      mxfp4: figure(1676, table),
    },
    sparseTflops: {
      fp8: figure(1676, table),
      nvfp4: figure(3352, table),
      mxfp4: figure(3352, table),
    },
    memory: [
      {
        name: 'GDDR7',
        capacity: capacity(32, 'GiB', table),
        usable: capacity(31.84, 'GiB', table),
        gigabytesPerSecond: figure(1792, table),
      },
    ],
    l2Megabytes: figure(96, table),
    computeUnits: figure(170, table),
    clockMegahertz: figure(2407, table),
    powerWatts: figure(575, table),
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
    listPriceUsd: figure(1999, recalled),
  },
  notes: ['Kernels for B200 do not run here: sm_120 has neither tcgen05 nor tensor memory.'],
});
