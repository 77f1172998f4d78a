import { createLayerRegistry } from '@mantile/core';
import { LoRALinearLayer } from './adapters/loraLinear.ts';
import { AttentionLayer } from './attention/attention.ts';
import { CrossAttentionLayer } from './attention/crossAttention.ts';
import { DecoupledBottleneckAttentionLayer } from './attention/decoupledBottleneckAttention.ts';
import { GroupedQueryAttentionLayer } from './attention/groupedQueryAttention.ts';
import { SlidingWindowAttentionLayer } from './attention/slidingWindowAttention.ts';
import { MultiHeadLatentAttentionLayer } from './attention/latent/multiHeadLatentAttention.ts';
import { SparseLatentAttentionLayer } from './attention/latent/sparseLatentAttention.ts';
import { CompressedAttentionLayer } from './attention/sparse/compressedAttention.ts';
import { BlockSparseAttentionLayer } from './attention/sparse/blockSparseAttention.ts';
import { ConformerConvolutionLayer } from './audio/conformerConvolution.ts';
import { EmbeddingLayer } from './embedding/embedding.ts';
import { LMHeadLayer } from './embedding/lmHead.ts';
import { PerLayerEmbeddingLayer } from './embedding/perLayerEmbedding.ts';
import { PerLayerInputLayer } from './embedding/perLayerInput.ts';
import { GatedMLPLayer } from './feedforward/gatedMlp.ts';
import { GLULayer } from './feedforward/glu.ts';
import { MLPLayer } from './feedforward/mlp.ts';
import { SwiGLULayer } from './feedforward/swiglu.ts';
import { DiffusionNextTokenHead } from './heads/diffusionNextToken.ts';
import { MultiTokenPredictionLayer } from './heads/multiTokenPrediction.ts';
import { HashRoutedMoELayer } from './moe/hashRoutedMoe.ts';
import { LatentMoELayer } from './moe/latentMoe.ts';
import { MoELayer } from './moe/moe.ts';
import { ParallelMoELayer } from './moe/parallelMoe.ts';
import { LayerNormLayer } from './norm/layerNorm.ts';
import { NormLayer } from './norm/norm.ts';
import { RMSNormLayer } from './norm/rmsNorm.ts';
import { GatedDeltaNetLayer } from './recurrent/gatedDeltaNet.ts';
import { KimiDeltaAttentionLayer } from './recurrent/kimiDeltaAttention.ts';
import { LightningAttentionLayer } from './recurrent/lightningAttention.ts';
import { Mamba2Layer } from './recurrent/mamba2.ts';
import { ShortConvLayer } from './recurrent/shortConv.ts';
import { SSMLayer } from './recurrent/ssm.ts';
import { AttentionResidualLayer } from './residual/attentionResidual.ts';
import { HyperConnectionLayer } from './residual/hyperConnection.ts';
import { DropoutLayer } from './utility/dropout.ts';
import { LinearLayer } from './utility/linear.ts';
import { LinearReplaceLayer } from './utility/linearReplace.ts';
import { NoOpLayer } from './utility/noOp.ts';
import { ConvolutionalDownsamplerLayer } from './vision/convolutionalDownsampler.ts';
import { PatchEmbeddingLayer } from './vision/patchEmbedding.ts';
import { PatchMergerLayer } from './vision/patchMerger.ts';
import { ProjectorLayer } from './vision/projector.ts';

/**
 * All layer kinds of this package, one line each.
 *
 * @example
 * import { standardLayers } from '@mantile/layers';
 * standardLayers.has('MLPLayer') // => true
 * @category Registry
 */
export const standardLayers = /* @__PURE__ */ createLayerRegistry([
  EmbeddingLayer,
  NormLayer,
  RMSNormLayer,
  LayerNormLayer,
  AttentionLayer,
  GroupedQueryAttentionLayer,
  SlidingWindowAttentionLayer,
  CrossAttentionLayer,
  DecoupledBottleneckAttentionLayer,
  MultiHeadLatentAttentionLayer,
  SparseLatentAttentionLayer,
  CompressedAttentionLayer,
  BlockSparseAttentionLayer,
  MLPLayer,
  GatedMLPLayer,
  GLULayer,
  SwiGLULayer,
  MoELayer,
  LatentMoELayer,
  HashRoutedMoELayer,
  ParallelMoELayer,
  LMHeadLayer,
  LinearLayer,
  LinearReplaceLayer,
  DropoutLayer,
  NoOpLayer,
  LoRALinearLayer,
  SSMLayer,
  Mamba2Layer,
  GatedDeltaNetLayer,
  KimiDeltaAttentionLayer,
  LightningAttentionLayer,
  ShortConvLayer,
  HyperConnectionLayer,
  AttentionResidualLayer,
  PerLayerEmbeddingLayer,
  PerLayerInputLayer,
  MultiTokenPredictionLayer,
  DiffusionNextTokenHead,
  PatchEmbeddingLayer,
  PatchMergerLayer,
  ProjectorLayer,
  ConvolutionalDownsamplerLayer,
  ConformerConvolutionLayer,
]);
