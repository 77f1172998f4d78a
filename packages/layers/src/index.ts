export {
  activeAdapters,
  isLegalLora,
  loraFault,
  loraKeys,
  loraTensors,
  type LoRA,
} from './adapters/lora.ts';
export { LoRALinearLayer, loraLinearSpec } from './adapters/loraLinear.ts';
export { AttentionLayer, attentionSpec } from './attention/attention.ts';
export { AttentionCoreLayer } from './attention/attentionCore.ts';
export { type AttentionSpec } from './attention/attentionKeys.ts';
export { type AttentionShape } from './attention/attentionShape.ts';
export { CrossAttentionLayer, crossAttentionSpec } from './attention/crossAttention.ts';
export {
  DecoupledBottleneckAttentionLayer,
  decoupledBottleneckAttentionSpec,
} from './attention/decoupledBottleneckAttention.ts';
export {
  ConformerConvolutionLayer,
  conformerConvolutionSpec,
} from './audio/conformerConvolution.ts';
export {
  GroupedQueryAttentionLayer,
  groupedQueryAttentionSpec,
} from './attention/groupedQueryAttention.ts';
export { HeadAttentionLayer } from './attention/headAttention.ts';
export { ProjectingLayer, type Projections } from './attention/projections.ts';
export {
  SlidingWindowAttentionLayer,
  slidingWindowAttentionSpec,
} from './attention/slidingWindowAttention.ts';
export { type Visibility } from './attention/visibility.ts';
export {
  MultiHeadLatentAttentionLayer,
  multiHeadLatentAttentionSpec,
} from './attention/latent/multiHeadLatentAttention.ts';
export {
  SparseLatentAttentionLayer,
  sparseLatentAttentionSpec,
} from './attention/latent/sparseLatentAttention.ts';
export { CompressedAttentionLayer } from './attention/sparse/compressedAttention.ts';
export { compressedAttentionSpec } from './attention/sparse/compressedAttentionSpec.ts';
export {
  BlockSparseAttentionLayer,
  blockSparseAttentionSpec,
} from './attention/sparse/blockSparseAttention.ts';
export { EmbeddingLayer, embeddingSpec } from './embedding/embedding.ts';
export { LMHeadLayer, lmHeadSpec } from './embedding/lmHead.ts';
export { PerLayerEmbeddingLayer, perLayerEmbeddingSpec } from './embedding/perLayerEmbedding.ts';
export { PerLayerInputLayer, perLayerInputSpec } from './embedding/perLayerInput.ts';
export { GatedMLPLayer, gatedMlpSpec } from './feedforward/gatedMlp.ts';
export { GLULayer, gluSpec } from './feedforward/glu.ts';
export { MLPLayer, mlpSpec, type MLPSpec } from './feedforward/mlp.ts';
export { SwiGLULayer } from './feedforward/swiglu.ts';
export { DiffusionNextTokenHead, diffusionNextTokenSpec } from './heads/diffusionNextToken.ts';
export {
  MultiTokenPredictionLayer,
  multiTokenPredictionSpec,
} from './heads/multiTokenPrediction.ts';
export { HashRoutedMoELayer, hashRoutedMoESpec } from './moe/hashRoutedMoe.ts';
export { LatentMoELayer, latentMoESpec } from './moe/latentMoe.ts';
export { MoELayer, moeSpec } from './moe/moe.ts';
export { ParallelMoELayer, parallelMoESpec } from './moe/parallelMoe.ts';
export { LayerNormLayer, layerNormSpec } from './norm/layerNorm.ts';
export { NormLayer, normSpec, type NormSpec } from './norm/norm.ts';
export { RMSNormLayer, rmsNormSpec } from './norm/rmsNorm.ts';
export { GatedDeltaNetLayer, gatedDeltaNetSpec } from './recurrent/gatedDeltaNet.ts';
export { KimiDeltaAttentionLayer, kimiDeltaAttentionSpec } from './recurrent/kimiDeltaAttention.ts';
export { LightningAttentionLayer, lightningAttentionSpec } from './recurrent/lightningAttention.ts';
export { Mamba2Layer, mamba2Spec } from './recurrent/mamba2.ts';
export { ShortConvLayer, shortConvSpec } from './recurrent/shortConv.ts';
export { SSMLayer, ssmSpec } from './recurrent/ssm.ts';
export { standardLayers } from './registry.ts';
export { AttentionResidualLayer, attentionResidualSpec } from './residual/attentionResidual.ts';
export { HyperConnectionLayer, hyperConnectionSpec } from './residual/hyperConnection.ts';
export { DropoutLayer, dropoutSpec } from './utility/dropout.ts';
export { LinearLayer, linearSpec } from './utility/linear.ts';
export { LinearReplaceLayer, linearReplaceSpec } from './utility/linearReplace.ts';
export { NoOpLayer, noOpSpec } from './utility/noOp.ts';
export {
  ConvolutionalDownsamplerLayer,
  convolutionalDownsamplerSpec,
} from './vision/convolutionalDownsampler.ts';
export { PatchEmbeddingLayer, patchEmbeddingSpec } from './vision/patchEmbedding.ts';
export { PatchMergerLayer, patchMergerSpec } from './vision/patchMerger.ts';
export { ProjectorLayer, projectorSpec } from './vision/projector.ts';
