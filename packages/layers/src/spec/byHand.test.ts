import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The expected results of a case, as its document states them. */
function results(kind: string, id: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(import.meta.dirname, `../../specs/${kind}.md`), 'utf8');
  const own = text.split(/^# Test /m).find((part) => part.startsWith(`${id} `)) ?? '';
  return Object.fromEntries(
    [...own.matchAll(/^- (\w+): \*\*(.+)\*\*$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

// The writer takes its figures from the layers; here they are derived without either, from
// m rows, width d, inner width I, P projections, heads h, KV heads g, head size e, vocabulary V, two bytes an element.
test.each([
  // m = 2 * 128; 2 * m * 2 * d * I; 2 * d * I * 2 B; m * (d + I + d) * 2 B
  [
    'MLPLayer',
    'MLP-1',
    {
      flopsPerPackage: 2 * 256 * 2 * 1024 * 4096,
      weightMemoryPerPackage: 2 * 1024 * 4096 * 2,
      activationMemoryPerPackage: 256 * (1024 + 4096 + 1024) * 2,
      kvCachePerPackage: 0,
      communicationBytes: 0,
    },
  ],
  // TP = 4: all but the rows of input and output by 4; one all-reduce of m * d
  [
    'MLPLayer',
    'MLP-2',
    {
      flopsPerPackage: (2 * 256 * 2 * 1024 * 4096) / 4,
      weightMemoryPerPackage: (2 * 1024 * 4096 * 2) / 4,
      activationMemoryPerPackage: 256 * (1024 + 4096 / 4 + 1024) * 2,
      communicationBytes: 256 * 1024 * 2,
    },
  ],
  // m = 2048, P = 3, one inner buffer
  [
    'GatedMLPLayer',
    'GMLP-1',
    {
      flopsPerPackage: 721_554_505_728,
      weightMemoryPerPackage: 352_321_536,
      activationMemoryPerPackage: 2048 * (2 * 4096 + 14336) * 2,
    },
  ],
  // projections 2 * m * (2 * d * h * e + 2 * d * g * e), core 4 * B * h * e * S^2; KV 2 * g * e * S
  [
    'GroupedQueryAttentionLayer',
    'GQA-1',
    {
      flopsPerPackage: 2 * 2048 * (2 * 4096 * 4096 + 2 * 4096 * 1024) + 4 * 4096 * 2048 * 2048,
      weightMemoryPerPackage: 41_943_040 * 2,
      activationMemoryPerPackage: 2048 * (4096 + 4096 + 2048 + 4096) * 2,
      kvCachePerPackage: 2 * 1024 * 2048 * 2,
    },
  ],
  // 5 * m * d; d; m * d
  [
    'NormLayer',
    'NORM-1',
    {
      flopsPerPackage: 5 * 2048 * 4096,
      weightMemoryPerPackage: 4096 * 2,
      activationMemoryPerPackage: 2048 * 4096 * 2,
    },
  ],
  // V * d; m * d held, and as much read
  [
    'EmbeddingLayer',
    'EMB-1',
    {
      flopsPerPackage: 0,
      weightMemoryPerPackage: 128_256 * 4096 * 2,
      activationMemoryPerPackage: 2048 * 4096 * 2,
      weightReadPerPackage: 2048 * 4096 * 2,
    },
  ],
  // q = 4 last positions: 2 * q * d * V; q * (d + V)
  [
    'LMHeadLayer',
    'HEAD-1',
    {
      flopsPerPackage: 2 * 4 * 4096 * 128_256,
      weightMemoryPerPackage: 128_256 * 4096 * 2,
      activationMemoryPerPackage: 4 * (4096 + 128_256) * 2,
    },
  ],
])('%s, %s as derived by hand', (kind, id, expected) => {
  const shown = Object.entries(expected).map(([name, value]) => [
    name,
    value.toLocaleString('en-US'),
  ]);
  expect(results(kind, id)).toMatchObject(Object.fromEntries(shown));
});

test.each([
  // 721,554,505,728 FLOP at 10^15 a second; 352,321,536 B at 4 * 10^12
  [
    'GMLP-5',
    {
      computeTimeMs: '0.721555 ms',
      memoryTimeMs: '0.0880804 ms',
      wallClockTimeMs: '0.721555 ms',
      bottleneck: 'compute',
    },
  ],
  // 8 rows: 8 * 352,321,536 FLOP against the same weights
  [
    'GMLP-6',
    {
      computeTimeMs: '0.00281857 ms',
      memoryTimeMs: '0.0880804 ms',
      wallClockTimeMs: '0.0880804 ms',
      bottleneck: 'memory',
    },
  ],
  // an eighth of the FLOPs; 2048 * 4096 * 2 B at 25 * 10^9, and 5 us
  [
    'GMLP-7',
    {
      computeTimeMs: '0.0901943 ms',
      communicationTimeMs: '0.676089 ms',
      wallClockTimeMs: '0.766283 ms',
      bottleneck: 'communication',
    },
  ],
])('the times of %s as derived by hand', (id, expected) => {
  expect(results('GatedMLPLayer', id)).toMatchObject(expected);
});
