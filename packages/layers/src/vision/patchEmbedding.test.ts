import { MantileError } from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { PatchEmbeddingLayer } from './patchEmbedding.ts';

describe('PatchEmbeddingLayer', () => {
  const spec = { imageSize: 224, patchSize: 16, hiddenSize: 768 };

  test('projects every patch of an image, and adds its position', () => {
    const layer = new PatchEmbeddingLayer(spec);
    expect(layer.numPatches).toBe(196);
    const step = { phase: 'prefill', batchSize: 2, seqLen: 196 } as const;
    // 392 patches of 3·16² = 768 elements: 2·768·768 and a bias of 768.
    expect(layer.computeFlops(step)).toBe(392 * (2 * 768 * 768 + 768));
    expect(layer.computeActivationMemory(step)).toBe(392 * (768 + 768) * 2);
    // The projection, and each of 196 rows of the table once.
    expect(layer.computeWeightMemoryRead(step)).toBe(2 * (768 * 768 + 768 + 196 * 768));
  });

  test('covers several frames, and has a table for each axis', () => {
    const layer = new PatchEmbeddingLayer({
      hiddenSize: 64,
      patchSize: 4,
      temporalPatchSize: 2,
      hasBias: false,
      numPositions: 100,
      positionAxes: 2,
    });
    // 3·2·4²·64 and 2·100·64.
    expect(layer.parameterCount.total).toBe(6_144 + 12_800);
    expect(layer.numPatches).toBeUndefined();
    // Ten patches read two rows each.
    const step = { phase: 'prefill', batchSize: 1, seqLen: 10 } as const;
    expect(layer.computeWeightMemoryRead(step)).toBe(2 * (6_144 + 20 * 64));
  });

  test('refuses an image that patches do not fill, and positions given twice', () => {
    let faults: unknown;
    try {
      new PatchEmbeddingLayer({ ...spec, imageSize: 225, numPositions: 196 });
    } catch (error) {
      if (MantileError.isInstance(error)) ({ faults } = error);
    }
    expect(faults).toMatchObject([
      { code: 'spec.invalid', path: 'imageSize', value: 225 },
      { code: 'spec.invalid', path: 'numPositions', value: 196 },
    ]);
  });
});
