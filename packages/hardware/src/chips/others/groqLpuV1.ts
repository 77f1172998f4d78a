import { figure, recalled, type Basis } from '../../figure.ts';
import { groqArticle } from '../../sources/others.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: groqArticle, confidence: 'secondary-single' };

/**
 * Groq GroqChip (LPU v1), as published: each figure with its source.
 *
 * @example
 * import { groqLpuV1 } from '@mantile/hardware';
 * groqLpuV1.peakFlops['fp16'] // => 188e12
 * @category Chips of Groq
 */
export const groqLpuV1 = catalogueChip({
  id: 'groq-lpu-v1',
  name: 'GroqChip (LPU v1)',
  vendor: 'Groq',
  architecture: 'TSP',
  facts: {
    release: figure('2020', recalled),
    peakTflops: { fp16: figure(188, table), int8: figure(750, table) },
    memory: [
      {
        name: 'SRAM',
        capacity: capacity(0.23, 'GB', table),
        gigabytesPerSecond: figure(80000, table),
      },
    ],
    clockMegahertz: figure(900, recalled),
    powerWatts: figure(215, recalled),
    pcieGeneration: figure(4, recalled),
    pcieLanes: figure(16, recalled),
  },
  notes: [
    'All memory is on the chip: a model spans hundreds of them. Chip-to-chip links are not in the catalogue.',
  ],
});
