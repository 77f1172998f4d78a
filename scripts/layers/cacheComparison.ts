/** What one token of one layer adds to the cache under three modes of attention, of a model 2,048 wide. */
import type { Layer } from '@mantile/core';
import {
  AttentionLayer,
  DecoupledBottleneckAttentionLayer,
  GroupedQueryAttentionLayer,
} from '@mantile/layers';

const width = { hiddenSize: 2048, numHeads: 32 };

const modes: readonly (readonly [string, Layer])[] = [
  ['standard', new AttentionLayer(width)],
  ['GQA, 8 KV heads', new GroupedQueryAttentionLayer({ ...width, numKvHeads: 8 })],
  [
    'DBA, 128 semantic and 256 geometric',
    new DecoupledBottleneckAttentionLayer({ ...width, semDim: 128, geoDim: 256 }),
  ],
];

const firstToken = { phase: 'decode', batchSize: 1, contextLen: 0 } as const;

/** Rows of the comparison: what the keys take, what is really cached, and how it compares. */
export function cacheRows(): readonly (readonly string[])[] {
  const bytes = modes.map(([, layer]) => layer.computeKvCache(firstToken));
  return modes.map(([name, { state }], index) => {
    const elements = (parts: typeof state): number =>
      parts.reduce((sum, { elementsPerPosition }) => sum + elementsPerPosition, 0);
    const keys = state.filter(({ name: part }) => part !== 'value');
    return [
      name,
      elements(keys).toLocaleString('en-US'),
      elements(state).toLocaleString('en-US'),
      (bytes[index] ?? 0).toLocaleString('en-US'),
      `${((bytes[0] ?? 0) / (bytes[index] ?? 1)).toFixed(1)} ×`,
    ];
  });
}
