import { Model } from '@mantile/core';
import {
  EmbeddingLayer,
  GatedMLPLayer,
  GroupedQueryAttentionLayer,
  LMHeadLayer,
  MoELayer,
  MultiHeadLatentAttentionLayer,
  NormLayer,
  SlidingWindowAttentionLayer,
} from '@mantile/layers';
import { dense } from './subjects.ts';

/** The dense transformer of `subjects.ts`. */
export function denseModel(): Model {
  const { layers, hiddenSize, intermediateSize, numHeads, numKvHeads, vocabSize } = dense;
  const parallelism = { tensorParallel: dense.tensorParallel };
  const ends = { vocabSize, hiddenSize, parallelism };
  return new Model('dense transformer', [
    { name: 'embedding', layer: new EmbeddingLayer(ends), count: 1 },
    { name: 'norm', layer: new NormLayer({ hiddenSize, parallelism }), count: 2 * layers + 1 },
    {
      name: 'attention',
      layer: new GroupedQueryAttentionLayer({ hiddenSize, numHeads, numKvHeads, parallelism }),
      count: layers,
    },
    {
      name: 'feedforward',
      layer: new GatedMLPLayer({ hiddenSize, intermediateSize, parallelism }),
      count: layers,
    },
    { name: 'head', layer: new LMHeadLayer(ends), count: 1 },
  ]);
}

/** A model of today's kinds: latent and windowed attention, a few dense layers, many sparse ones. */
export function mixedModel(): Model {
  const hiddenSize = 7168;
  const vocabSize = 129_280;
  const parallelism = { tensorParallel: 8 };
  const width = { hiddenSize, parallelism };
  return new Model('latent and windowed attention, mixture of experts', [
    { name: 'embedding', layer: new EmbeddingLayer({ vocabSize, ...width }), count: 1 },
    { name: 'norm', layer: new NormLayer(width), count: 2 * 60 + 1 },
    {
      name: 'attention',
      layer: new MultiHeadLatentAttentionLayer({
        numHeads: 128,
        qLoraRank: 1536,
        kvLoraRank: 512,
        qkNopeHeadDim: 128,
        qkRopeHeadDim: 64,
        vHeadDim: 128,
        ...width,
      }),
      count: 20,
    },
    {
      name: 'attention.sliding',
      layer: new SlidingWindowAttentionLayer({
        numHeads: 64,
        numKvHeads: 8,
        headDim: 128,
        slidingWindow: 1024,
        ...width,
      }),
      count: 40,
    },
    {
      name: 'feedforward',
      layer: new GatedMLPLayer({ intermediateSize: 18432, ...width }),
      count: 3,
    },
    {
      name: 'feedforward.moe',
      layer: new MoELayer({
        intermediateSize: 2048,
        numExperts: 256,
        topK: 8,
        numSharedExperts: 1,
        ...width,
      }),
      count: 57,
    },
    { name: 'head', layer: new LMHeadLayer({ vocabSize, ...width }), count: 1 },
  ]);
}
