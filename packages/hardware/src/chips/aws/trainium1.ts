import { figure, recalled, type Basis } from '../../figure.ts';
import { trainium1Doc, trn1Doc } from '../../sources/aws.ts';
import { awsCapacityBlocks } from '../../sources/prices.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: trainium1Doc, confidence: 'datasheet', alsoIn: [trn1Doc] };

/**
 * AWS Trainium1, as published: each figure with its source.
 *
 * @example
 * import { trainium1 } from '@mantile/hardware';
 * trainium1.peakFlops['bf16'] // => 190e12
 * @category Chips of AWS
 */
export const trainium1 = catalogueChip({
  id: 'trainium1',
  name: 'Trainium1',
  vendor: 'AWS',
  architecture: 'two NeuronCores v2',
  facts: {
    release: figure('2022-10', recalled),
    peakTflops: {
      fp32: figure(47.5, table),
      tf32: figure(190, table),
      bf16: figure(190, table),
      fp16: figure(190, table),
      fp8: figure(190, table, { note: 'cFP8 at the rate of BF16.' }),
      int8: figure(380, table, { note: '420 in documents of 2023.' }),
    },
    memory: [
      {
        name: 'HBM2e',
        capacity: capacity(32, 'GiB', table),
        usable: capacity(32, 'GiB', table),
        gigabytesPerSecond: figure(820, table, { note: 'Also printed as 820 GiB/s.' }),
      },
    ],
    lastLevelMegabytes: figure(50, table, { derivation: '48 MiB of SBUF' }),
    computeUnits: figure(2, table),
    scaleUp: {
      link: 'neuronlink-v2',
      gigabytesPerSecondPerDirection: figure(192, table, {
        derivation: 'half of 384 GB/s, whose direction AWS does not state',
      }),
      packages: figure(16, table),
    },
    rent: {
      lowUsdPerHour: 0.968,
      highUsdPerHour: 0.968,
      terms: 'AWS capacity block, trn1.32xlarge ÷ 16',
      date: '2024-H2',
      source: awsCapacityBlocks,
      confidence: 'secondary-single',
    },
  },
  absent: { powerWatts: 'not published' },
});
