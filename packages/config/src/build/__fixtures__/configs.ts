import type { LayerTypeConfig, ModelConfig } from '../../modelConfig.ts';

/** A config of some layer types; its totals are not what these tests are about. */
export function configOf(
  layerTypes: readonly LayerTypeConfig[],
  more: Partial<ModelConfig> = {},
): ModelConfig {
  return {
    modelId: 'test',
    name: 'Test',
    hiddenSize: 64,
    numLayers: 2,
    vocabSize: 1000,
    totalParams: 0,
    totalParamsFormatted: '0',
    layerTypes,
    validated: false,
    ...more,
  };
}

/** A type of layer that the standard registry has. */
export function typeOf(
  name: string,
  kind: string,
  count: number,
  specs: LayerTypeConfig['specs'],
  more: Partial<LayerTypeConfig> = {},
): LayerTypeConfig {
  return { name, class: kind, count, supported: true, specs, ...more };
}

/** A dense model of two layers, 64 wide. */
export const toy = configOf([
  typeOf('attention', 'GroupedQueryAttentionLayer', 2, {
    hiddenSize: 64,
    numHeads: 8,
    numKvHeads: 2,
  }),
  typeOf('feedforward', 'GatedMLPLayer', 2, { hiddenSize: 64, intermediateSize: 256 }),
  typeOf('norm', 'RMSNormLayer', 5, { hiddenSize: 64 }),
  typeOf('embedding', 'EmbeddingLayer', 1, { vocabSize: 1000, hiddenSize: 64 }),
  typeOf('head', 'LMHeadLayer', 1, { vocabSize: 1000, hiddenSize: 64 }),
]);

/** The shape of Llama 3.1 8B. */
export const llama = configOf(
  [
    typeOf('attention', 'GroupedQueryAttentionLayer', 32, {
      hiddenSize: 4096,
      numHeads: 32,
      numKvHeads: 8,
    }),
    typeOf('feedforward', 'GatedMLPLayer', 32, { hiddenSize: 4096, intermediateSize: 14336 }),
    typeOf('norm', 'RMSNormLayer', 65, { hiddenSize: 4096 }),
    typeOf('embedding', 'EmbeddingLayer', 1, { vocabSize: 128256, hiddenSize: 4096 }),
    typeOf('head', 'LMHeadLayer', 1, { vocabSize: 128256, hiddenSize: 4096 }),
  ],
  { name: 'Llama 3.1 8B', hiddenSize: 4096, numLayers: 32, vocabSize: 128256 },
);

/** The shape of Mixtral 8x7B. */
export const mixtral = configOf([
  typeOf('attention', 'GroupedQueryAttentionLayer', 32, {
    hiddenSize: 4096,
    numHeads: 32,
    numKvHeads: 8,
  }),
  typeOf('feedforward.moe', 'MoELayer', 32, {
    hiddenSize: 4096,
    intermediateSize: 14336,
    numExperts: 8,
    topK: 2,
  }),
  typeOf('norm', 'RMSNormLayer', 65, { hiddenSize: 4096 }),
  typeOf('embedding', 'EmbeddingLayer', 1, { vocabSize: 32000, hiddenSize: 4096 }),
  typeOf('head', 'LMHeadLayer', 1, { vocabSize: 32000, hiddenSize: 4096 }),
]);

/** Attention, a recurrence and experts in one model. */
export const hybrid = configOf([
  typeOf('attention', 'GroupedQueryAttentionLayer', 4, {
    hiddenSize: 4096,
    numHeads: 32,
    numKvHeads: 8,
  }),
  typeOf('attention.mamba', 'SSMLayer', 28, { hiddenSize: 4096, innerNorm: 'weighted' }),
  typeOf('feedforward', 'GatedMLPLayer', 16, { hiddenSize: 4096, intermediateSize: 14336 }),
  typeOf('feedforward.moe', 'MoELayer', 16, {
    hiddenSize: 4096,
    intermediateSize: 14336,
    numExperts: 16,
    topK: 2,
  }),
  typeOf('norm', 'RMSNormLayer', 65, { hiddenSize: 4096 }),
  typeOf('embedding', 'EmbeddingLayer', 1, { vocabSize: 65536, hiddenSize: 4096 }),
  typeOf('head', 'LMHeadLayer', 1, { vocabSize: 65536, hiddenSize: 4096 }),
]);

/** A language model with a vision tower. */
export const sighted = configOf([
  ...toy.layerTypes,
  typeOf('vision.embedding', 'PatchEmbeddingLayer', 1, { hiddenSize: 48, patchSize: 4 }),
  typeOf('vision.attention', 'AttentionLayer', 3, { hiddenSize: 48, numHeads: 4, isCausal: false }),
  typeOf('vision.feedforward', 'MLPLayer', 3, { hiddenSize: 48, intermediateSize: 96 }),
  typeOf('vision.projector', 'ProjectorLayer', 1, { dIn: 48, dOut: 64 }),
]);

/** A model one of whose layers nobody has described. */
export const puzzling = configOf([
  ...toy.layerTypes,
  typeOf(
    'attention.new',
    'NewAttention',
    2,
    {},
    {
      supported: false,
      gapReport: 'gaps/new.md',
      tensors: [
        { name: 'mix.weight', shape: [64, 96] },
        { name: 'scale', shape: [7], dtype: 'fp32' },
      ],
    },
  ),
]);
