import { figure, recalled, type Basis } from '../../figure.ts';
import { appleComparison, m4MaxArticle } from '../../sources/others.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: m4MaxArticle, confidence: 'secondary', alsoIn: [appleComparison] };

/**
 * Apple M4 Max (40-core GPU), as published: each figure with its source.
 *
 * @example
 * import { m4Max } from '@mantile/hardware';
 * m4Max.peakFlops['bf16'] // => 17.2e12
 * @category Chips of Apple
 */
export const m4Max = catalogueChip({
  id: 'm4-max',
  name: 'M4 Max (40-core GPU)',
  vendor: 'Apple',
  architecture: 'Apple GPU of M4',
  facts: {
    release: figure('2024-10', recalled),
    peakTflops: {
      fp32: figure(17.2, table, {
        derivation: '40 cores × 128 × 2 × 1.678 GHz; Apple publishes no TFLOPS',
        note: 'Other tables say 18.4, at another clock.',
      }),
      bf16: figure(17.2, table, { derivation: 'the rate of FP32: no matrix units' }),
      fp16: figure(17.2, table, { derivation: 'the rate of FP32: no matrix units' }),
    },
    memory: [
      {
        name: 'LPDDR5X unified',
        capacity: capacity(128, 'GiB', table, { note: 'The largest of 48, 64 and 128.' }),
        usable: capacity(96.0, 'GiB', recalled, {
          derivation: 'three quarters: what macOS lets the GPU wire by default',
        }),
        gigabytesPerSecond: figure(546, table),
      },
    ],
    lastLevelMegabytes: figure(48, recalled),
    computeUnits: figure(40, table),
    clockMegahertz: figure(1678, table),
    powerWatts: figure(140, recalled),
  },
  absent: { 'peakTflops.fp8': 'no FP8', 'peakTflops.int8': 'not published' },
});
