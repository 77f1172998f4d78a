import { describe, expect, test } from 'vitest';
import { HyperConnectionLayer } from './hyperConnection.ts';

const step = { phase: 'prefill', batchSize: 1, seqLen: 10 } as const;

describe('HyperConnectionLayer', () => {
  test('has the weights of DeepSeek-V4-Flash: with all else in single precision, 36,168,018', () => {
    const perSubBlock = new HyperConnectionLayer({ hiddenSize: 4096 }).parameterCount.total;
    const head = new HyperConnectionLayer({ hiddenSize: 4096, isHead: true }).parameterCount.total;
    // (6·4)·(4·4096) + 24 + 3, and 4·(4·4096) + 4 + 1.
    expect(perSubBlock).toBe(393_216 + 24 + 3);
    expect(head).toBe(65_536 + 4 + 1);
    // 43 layers and an MTP layer, two sub-blocks each; a head of the model and one of the module. Correction biases
    // of 41 routers of 256; 64 sink logits in each layer; position biases of compressors: 21 of ratio 4 with
    // 4·2·512 and, of their indexers, 4·2·128, and 20 of ratio 128 with 128·512.
    const others = 41 * 256 + 44 * 64 + 21 * (4_096 + 1_024) + 20 * 65_536;
    expect(44 * 2 * perSubBlock + 2 * head + others).toBe(36_168_018);
  });

  test('keeps them in four bytes, whatever the format of the layer', () => {
    const layer = new HyperConnectionLayer({ hiddenSize: 4096, dtype: 'fp8' });
    expect(layer.computeWeightMemory()).toBe(4 * 393_243);
  });

  test('computes mixing weights and mixes', () => {
    // m = 4: 2·24·4·64 for the weights, 2·(4 + 16)·64 for mixing, for each of ten tokens.
    const layer = new HyperConnectionLayer({ hiddenSize: 64 });
    expect(layer.computeFlops(step)).toBe(10 * (2 * 24 * 256 + 2 * 20 * 64));
    // Streams, mixing weights, and the sub-block's input.
    expect(layer.computeActivationMemory(step)).toBe(10 * (256 + 24 + 64) * 2);
    // A head only reads: 2·4·4·64 and 2·4·64.
    const head = new HyperConnectionLayer({ hiddenSize: 64, isHead: true });
    expect(head.computeFlops(step)).toBe(10 * (2 * 4 * 256 + 2 * 256));
  });

  test('is repeated by tensor parallelism, and split with the tokens otherwise', () => {
    const repeated = new HyperConnectionLayer({
      hiddenSize: 64,
      parallelism: { tensorParallel: 2 },
    });
    const split = new HyperConnectionLayer({
      hiddenSize: 64,
      parallelism: { sequenceParallel: 2 },
    });
    const one = new HyperConnectionLayer({ hiddenSize: 64 }).computeFlops(step);
    expect(repeated.computeFlops(step)).toBe(one);
    expect(split.computeFlops(step)).toBe(one / 2);
  });
});
