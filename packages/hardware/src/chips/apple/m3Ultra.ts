import { figure, recalled, type Basis } from '../../figure.ts';
import { m3UltraArticle } from '../../sources/others.ts';
import { capacity } from '../capacity.ts';
import { catalogueChip } from '../catalogueChip.ts';

const table: Basis = { source: m3UltraArticle, confidence: 'secondary-single' };

/**
 * Apple M3 Ultra (80-core GPU), as published: each figure with its source.
 *
 * @example
 * import { m3Ultra } from '@mantile/hardware';
 * m3Ultra.peakFlops['bf16'] // => 28.6e12
 * @category Chips of Apple
 */
export const m3Ultra = catalogueChip({
  id: 'm3-ultra',
  name: 'M3 Ultra (80-core GPU)',
  vendor: 'Apple',
  architecture: 'Apple GPU of M3',
  facts: {
    release: figure('2025-03', recalled),
    peakTflops: {
      fp32: figure(28.6, table, {
        derivation: '80 cores × 128 × 2 × 1.398 GHz; Apple publishes no TFLOPS',
      }),
      bf16: figure(28.6, table, { derivation: 'the rate of FP32: no matrix units' }),
      fp16: figure(28.6, table, { derivation: 'the rate of FP32: no matrix units' }),
    },
    memory: [
      {
        name: 'LPDDR5 unified',
        capacity: capacity(512, 'GiB', table, { note: 'The largest of 96, 256 and 512.' }),
        usable: capacity(384.0, 'GiB', recalled, {
          derivation: 'three quarters: what macOS lets the GPU wire by default',
        }),
        gigabytesPerSecond: figure(819.2, table),
      },
    ],
    lastLevelMegabytes: figure(96, table),
    computeUnits: figure(80, table),
    clockMegahertz: figure(1398, table),
    powerWatts: figure(270, recalled),
  },
  absent: { 'peakTflops.fp8': 'no FP8', 'peakTflops.int8': 'not published' },
});
