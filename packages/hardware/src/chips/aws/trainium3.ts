import { figure, recalled, type Basis } from '../../figure.ts';
import { trainium3Doc, trn3Doc } from '../../sources/aws.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: trainium3Doc, confidence: 'datasheet', alsoIn: [trn3Doc] };

/**
 * AWS Trainium3, as published: each figure with its source.
 *
 * @example
 * import { trainium3 } from '@mantile/hardware';
 * trainium3.peakFlops['bf16'] // => 671e12
 * @category Chips of AWS
 */
export const trainium3 = catalogueChip({
  id: 'trainium3',
  name: 'Trainium3',
  vendor: 'AWS',
  architecture: 'eight NeuronCores v4',
  facts: {
    release: figure('2025-12', recalled),
    peakTflops: {
      fp32: figure(183, table, { note: 'On the matrix engine.' }),
      tf32: figure(671, table),
      bf16: figure(671, table),
      fp16: figure(671, table),
      mxfp8: figure(2517, table),
      mxfp4: figure(2517, table),
    },
    sparseTflops: {
      bf16: figure(2517, table),
      fp16: figure(2517, table),
      tf32: figure(2517, table),
    },
    memory: [
      {
        name: 'HBM3e',
        capacity: capacity(144, 'GiB', table),
        usable: capacity(144, 'GiB', table),
        gigabytesPerSecond: figure(4900, table),
      },
    ],
    lastLevelMegabytes: figure(268, table, { derivation: '256 MiB of SBUF, managed by software' }),
    computeUnits: figure(8, table),
    scaleUp: {
      link: 'neuronlink-v4',
      gigabytesPerSecondPerDirection: figure(1280, table, {
        derivation: 'half of 2560 GB/s',
        note: 'AWS documents also say 2048 GiB/s, and a table of its PCIe links sums to 704.',
      }),
      packages: figure(144, table),
    },
    pcieGeneration: figure(6, table),
  },
  absent: {
    powerWatts: 'not published',
    'peakTflops.fp8': 'published for the block format MXFP8 alone',
    'peakTflops.int8': 'not published',
  },
});
