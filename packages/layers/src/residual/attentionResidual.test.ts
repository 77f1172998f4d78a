import { expect, test } from 'vitest';
import { AttentionResidualLayer } from './attentionResidual.ts';

test('AttentionResidualLayer weighs as many residuals as there are, with a query and a norm', () => {
  const step = { phase: 'prefill', batchSize: 2, seqLen: 5 } as const;
  const layer = new AttentionResidualLayer({ hiddenSize: 64, numResiduals: 3 });
  expect(layer.parameterCount.total).toBe(2 * 64);
  // Ten tokens, three residuals: 5 (norm) + 2 (score) + 2 (sum) FLOPs an element.
  expect(layer.computeFlops(step)).toBe(10 * 3 * 64 * 9);
  // All residuals stay alive, beside the sum.
  expect(layer.computeActivationMemory(step)).toBe(10 * (3 + 1) * 64 * 2);
  // Twice in each of Kimi K3's 93 layers and once at its end: (2·93 + 1)·2·7168.
  const kimi = new AttentionResidualLayer({ hiddenSize: 7168, numResiduals: 8 });
  expect((2 * 93 + 1) * kimi.parameterCount.total).toBe(2_680_832);
});
