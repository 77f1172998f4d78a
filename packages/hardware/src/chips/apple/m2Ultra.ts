import { figure, recalled, type Basis } from '../../figure.ts';
import { appleComparison } from '../../sources/others.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: appleComparison, confidence: 'secondary-single' };

/**
 * Apple M2 Ultra (76-core GPU), as published: each figure with its source.
 *
 * @example
 * import { m2Ultra } from '@mantile/hardware';
 * m2Ultra.peakFlops['bf16'] // => 27.2e12
 * @category Chips of Apple
 */
export const m2Ultra = catalogueChip({
  id: 'm2-ultra',
  name: 'M2 Ultra (76-core GPU)',
  vendor: 'Apple',
  architecture: 'Apple GPU of M2',
  facts: {
    release: figure('2023-06', recalled),
    peakTflops: {
      fp32: figure(27.2, table, {
        derivation: '76 cores × 128 × 2 × 1.398 GHz; Apple publishes no TFLOPS',
      }),
      bf16: figure(27.2, table, { derivation: 'the rate of FP32: no matrix units' }),
      fp16: figure(27.2, table, { derivation: 'the rate of FP32: no matrix units' }),
    },
    memory: [
      {
        name: 'LPDDR5 unified',
        capacity: capacity(192, 'GiB', table, { note: 'The largest of 64, 128 and 192.' }),
        usable: capacity(144.0, 'GiB', recalled, {
          derivation: 'three quarters: what macOS lets the GPU wire by default',
        }),
        gigabytesPerSecond: figure(800, table, {
          note: 'As Apple rounds; the memory gives 819.2.',
        }),
      },
    ],
    lastLevelMegabytes: figure(96, table),
    computeUnits: figure(76, table),
    clockMegahertz: figure(1398, table),
    powerWatts: figure(215, recalled, { note: 'The whole Mac Studio draws 295 W at most.' }),
  },
  absent: { 'peakTflops.fp8': 'no FP8', 'peakTflops.int8': 'not published' },
});
