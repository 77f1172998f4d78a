import { figure, type Basis } from '../../figure.ts';
import { wse3Article, wse3Second } from '../../sources/others.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: wse3Article, confidence: 'secondary', alsoIn: [wse3Second] };

/**
 * Cerebras WSE-3 (CS-3), as published: each figure with its source.
 *
 * @example
 * import { wse3 } from '@mantile/hardware';
 * wse3.peakFlops // => {}
 * @category Chips of Cerebras
 */
export const wse3 = catalogueChip({
  id: 'wse-3',
  name: 'WSE-3 (CS-3)',
  vendor: 'Cerebras',
  architecture: 'wafer of 900,000 cores',
  facts: {
    release: figure('2024-03', table),
    peakTflops: {},
    sparseTflops: { fp16: figure(125000, table) },
    memory: [
      {
        name: 'SRAM',
        capacity: capacity(44, 'GB', table),
        gigabytesPerSecond: figure(21000000, table),
      },
    ],
    computeUnits: figure(900000, table),
    powerWatts: figure(23000, table, { note: 'The whole system CS-3.' }),
  },
  absent: { 'peakTflops.fp16': 'only a sparse figure, 125 PFLOPS, is published' },
});
