import { figure, recalled, type Basis } from '../../figure.ts';
import { tomsEpyc9755 } from '../../sources/amd.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: tomsEpyc9755, confidence: 'secondary-single' };

/**
 * AMD EPYC 9755 (one socket), as published: each figure with its source.
 *
 * @example
 * import { epyc9755 } from '@mantile/hardware';
 * epyc9755.peakFlops['bf16'] // => 44.2e12
 * @category Chips of AMD
 */
export const epyc9755 = catalogueChip({
  id: 'epyc-9755',
  name: 'EPYC 9755 (one socket)',
  vendor: 'AMD',
  architecture: 'Zen 5 (Turin)',
  facts: {
    release: figure('2024-10', recalled),
    peakTflops: {
      fp64: figure(11.1, table, { derivation: '32 FLOP per clock and core at 2.7 GHz' }),
      fp32: figure(22.1, table, { derivation: '64 FLOP per clock and core at 2.7 GHz' }),
      bf16: figure(44.2, table, { derivation: '128 FLOP per clock and core at 2.7 GHz' }),
      int8: figure(88.5, table, { derivation: '256 operations per clock and core at 2.7 GHz' }),
    },
    memory: [
      {
        name: 'DDR5-6000',
        capacity: capacity(6144, 'GiB', recalled, {
          note: 'The most that a socket takes; what is installed decides.',
        }),
        gigabytesPerSecond: figure(576, recalled, {
          derivation: '12 channels × 8 bytes × 6.0 GT/s',
          note: '614.4 with DDR5-6400 on qualified boards.',
        }),
      },
    ],
    lastLevelMegabytes: figure(512, table),
    computeUnits: figure(128, table),
    clockMegahertz: figure(2700, recalled, { note: 'Base clock; 4100 at most.' }),
    powerWatts: figure(500, table),
    pcieGeneration: figure(5, recalled),
    pcieLanes: figure(128, recalled),
  },
  notes: ['No matrix unit: BF16 and INT8 are vector instructions.'],
});
