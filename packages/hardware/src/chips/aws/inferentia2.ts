import { figure, recalled, type Basis } from '../../figure.ts';
import { inf2Doc, inferentia2Doc } from '../../sources/aws.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: inferentia2Doc, confidence: 'datasheet', alsoIn: [inf2Doc] };

/**
 * AWS Inferentia2, as published: each figure with its source.
 *
 * @example
 * import { inferentia2 } from '@mantile/hardware';
 * inferentia2.peakFlops['bf16'] // => 190e12
 * @category Chips of AWS
 */
export const inferentia2 = catalogueChip({
  id: 'inferentia2',
  name: 'Inferentia2',
  vendor: 'AWS',
  architecture: 'two NeuronCores v2',
  facts: {
    release: figure('2023-04', recalled),
    peakTflops: {
      fp32: figure(47.5, table),
      tf32: figure(190, table),
      bf16: figure(190, table),
      fp16: figure(190, table),
      fp8: figure(190, table),
      int8: figure(380, table),
    },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(32, 'GiB', table),
        usable: capacity(32, 'GiB', table),
        gigabytesPerSecond: figure(820, table),
      },
    ],
    lastLevelMegabytes: figure(50, table, { derivation: '48 MiB of SBUF' }),
    computeUnits: figure(2, table),
    scaleUp: {
      link: 'neuronlink-v2-inf2',
      gigabytesPerSecondPerDirection: figure(96, table, {
        derivation: 'half of 192 GB/s, whose direction AWS does not state',
      }),
      packages: figure(12, table),
    },
  },
  absent: { powerWatts: 'not published' },
});
