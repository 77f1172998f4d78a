/**
 * A worked estimate: Llama 3.1 8B on four H100s, from its shape alone.
 * Peaks and bandwidths are the datasheet's; the times are therefore lower bounds.
 */
import {
  gibibytes,
  gigabytesPerSecond,
  gigabytesPerSecondPerDirection,
  microseconds,
  Model,
  teraflops,
  type System,
} from '@mantile/core';
import {
  EmbeddingLayer,
  GatedMLPLayer,
  GroupedQueryAttentionLayer,
  LMHeadLayer,
  NormLayer,
} from '@mantile/layers';

const system: System = {
  name: '4 × H100 SXM',
  chip: {
    name: 'H100 SXM',
    peakFlops: { bf16: teraflops(989) },
    memory: [{ name: 'HBM3', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(3350) }],
  },
  tiers: [
    {
      name: 'NVLink 4',
      packages: 8,
      bandwidth: gigabytesPerSecondPerDirection(450),
      latency: microseconds(2),
    },
  ],
};

const hiddenSize = 4096;
const vocabSize = 128256;
const setup = { dtype: 'bf16', parallelism: { tensorParallel: 4 } } as const;

const model = new Model('Llama 3.1 8B', [
  { name: 'embedding', layer: new EmbeddingLayer({ vocabSize, hiddenSize, ...setup }), count: 1 },
  { name: 'norm', layer: new NormLayer({ hiddenSize, ...setup }), count: 2 * 32 + 1 },
  {
    name: 'attention',
    layer: new GroupedQueryAttentionLayer({ hiddenSize, numHeads: 32, numKvHeads: 8, ...setup }),
    count: 32,
  },
  {
    name: 'feedforward',
    layer: new GatedMLPLayer({ hiddenSize, intermediateSize: 14336, ...setup }),
    count: 32,
  },
  { name: 'head', layer: new LMHeadLayer({ vocabSize, hiddenSize, ...setup }), count: 1 },
]);

const batchSize = 16;
const prompt = 2048;
const rules = { hardware: system, causal: 'exact' } as const;
const prefill = model.computeMetrics({ phase: 'prefill', batchSize, seqLen: prompt, ...rules });
const decode = model.computeMetrics({ phase: 'decode', batchSize, contextLen: prompt, ...rules });

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
const milliseconds = (ms: number | undefined): string => `${(ms ?? NaN).toFixed(2)} ms`;
const lines: readonly (readonly [string, string])[] = [
  ['parameters', model.parameterCount.total.toLocaleString('en-US')],
  ['weights per package', gigabytes(prefill.weightMemoryPerPackage)],
  ['KV cache per package', gigabytes(decode.kvCachePerPackage)],
  ['activations per package', gigabytes(prefill.activationMemoryPerPackage)],
  [
    `prefill of ${batchSize} × ${prompt} tokens`,
    `${milliseconds(prefill.wallClockTimeMs)}, bound by ${prefill.bottleneck ?? 'nothing'}`,
  ],
  [
    'each token after that',
    `${milliseconds(decode.wallClockTimeMs)}, bound by ${decode.bottleneck ?? 'nothing'}`,
  ],
];

console.log(`${model.name} on ${system.name}, batch of ${batchSize}, ideal\n`);
for (const [name, value] of lines) console.log(`  ${name.padEnd(32)}${value}`);
