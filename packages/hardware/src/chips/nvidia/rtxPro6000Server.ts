import { figure, recalled, type Basis } from '../../figure.ts';
import { rtxPro6000Article } from '../../sources/nvidia.ts';
import { aiconfigurator } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: aiconfigurator, confidence: 'secondary-single' };
const article: Basis = { source: rtxPro6000Article, confidence: 'secondary-single' };

/**
 * NVIDIA RTX PRO 6000 Blackwell Server Edition 96 GB, as published: each figure with its source.
 *
 * @example
 * import { rtxPro6000Server } from '@mantile/hardware';
 * rtxPro6000Server.peakFlops['bf16'] // => 467.8e12
 * @category Chips of NVIDIA
 */
export const rtxPro6000Server = catalogueChip({
  id: 'rtx-pro-6000-server',
  name: 'RTX PRO 6000 Blackwell Server Edition 96 GB',
  vendor: 'NVIDIA',
  architecture: 'Blackwell GB202 (sm_120)',
  facts: {
    release: figure('2025-03', recalled),
    peakTflops: {
      fp64: figure(1.83, table),
      fp32: figure(117, table, { derivation: 'a quarter of BF16' }),
      tf32: figure(233.9, table, { derivation: 'half of BF16' }),
      bf16: figure(467.8, table, { derivation: '188 SM × 1024 FLOP per clock × 2.43 GHz' }),
      fp16: figure(467.8, table, { derivation: 'as BF16' }),
      fp8: figure(935.6, table, { derivation: '2 × BF16' }),
      int8: figure(935.6, table, { derivation: '2 × BF16' }),
      mxfp6: figure(935.6, table, { derivation: 'the rate of FP8' }),
      nvfp4: figure(1871.2, table, { derivation: '4 × BF16' }),
      mxfp4: figure(1871.2, table, { derivation: '4 × BF16' }),
    },
    sparseTflops: { nvfp4: figure(4000, table), mxfp4: figure(4000, table) },
    memory: [
      {
        name: 'GDDR7 ECC',
        capacity: capacity(96, 'GiB', table),
        usable: capacity(95.6, 'GiB', recalled),
        gigabytesPerSecond: figure(1597, recalled, {
          note: 'Disputed: 1792 GB/s is the Workstation Edition’s, which tools use for this card as well.',
        }),
      },
    ],
    l2Megabytes: figure(128, article),
    computeUnits: figure(188, article),
    clockMegahertz: figure(2430, table),
    powerWatts: figure(600, table, { note: '400 to 600 W as configured.' }),
    pcieGeneration: figure(5, table),
    pcieLanes: figure(16, table),
  },
  notes: ['Unlike GeForce, FP32 accumulation runs at full rate.'],
});
