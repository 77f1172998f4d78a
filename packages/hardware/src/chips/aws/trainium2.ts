import { figure, recalled, type Basis } from '../../figure.ts';
import { trainium2Doc } from '../../sources/aws.ts';
import { mlEngineeringChips } from '../../sources/surveys.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = {
  source: trainium2Doc,
  confidence: 'datasheet',
  alsoIn: [mlEngineeringChips],
};

/**
 * AWS Trainium2, as published: each figure with its source.
 *
 * @example
 * import { trainium2 } from '@mantile/hardware';
 * trainium2.peakFlops['bf16'] // => 667e12
 * @category Chips of AWS
 */
export const trainium2 = catalogueChip({
  id: 'trainium2',
  name: 'Trainium2',
  vendor: 'AWS',
  architecture: 'eight NeuronCores v3',
  facts: {
    release: figure('2024-12', recalled),
    peakTflops: {
      fp32: figure(181, table, { note: 'On the matrix engine.' }),
      tf32: figure(667, table),
      bf16: figure(667, table),
      fp16: figure(667, table),
      fp8: figure(1299, table),
    },
    sparseTflops: {
      fp8: figure(2563, table),
      bf16: figure(2563, table),
      fp16: figure(2563, table),
      tf32: figure(2563, table),
    },
    memory: [
      {
        name: 'HBM3',
        capacity: capacity(96, 'GiB', table),
        usable: capacity(96, 'GiB', table),
        gigabytesPerSecond: figure(2900, table, { note: '3 TB/s in an older guide.' }),
      },
    ],
    lastLevelMegabytes: figure(235, table, { derivation: '224 MiB of SBUF, managed by software' }),
    computeUnits: figure(8, table),
    scaleUp: {
      link: 'neuronlink-v3',
      gigabytesPerSecondPerDirection: figure(640, table, {
        derivation: 'half of 1280 GB/s, whose direction AWS does not state',
      }),
      packages: figure(64, table),
    },
    pcieGeneration: figure(5, table),
  },
  absent: { powerWatts: 'not published' },
});
