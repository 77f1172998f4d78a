export {
  activeAdapters,
  isLegalLora,
  loraFault,
  loraKeys,
  loraTensors,
  type LoRA,
} from './adapters/lora.ts';
export { LoRALinearLayer, loraLinearSpec } from './adapters/loraLinear.ts';
export {
  GroupedQueryAttentionLayer,
  groupedQueryAttentionSpec,
} from './attention/groupedQueryAttention.ts';
export {
  MultiHeadLatentAttentionLayer,
  multiHeadLatentAttentionSpec,
} from './attention/latent/multiHeadLatentAttention.ts';
export {
  SparseLatentAttentionLayer,
  sparseLatentAttentionSpec,
} from './attention/latent/sparseLatentAttention.ts';
export { EmbeddingLayer, embeddingSpec } from './embedding/embedding.ts';
export { LMHeadLayer, lmHeadSpec } from './embedding/lmHead.ts';
export { GatedMLPLayer, gatedMlpSpec } from './feedforward/gatedMlp.ts';
export { MLPLayer, mlpSpec, type MLPSpec } from './feedforward/mlp.ts';
export { NormLayer, normSpec } from './norm/norm.ts';
export { standardLayers } from './registry.ts';
export { LinearLayer, linearSpec } from './utility/linear.ts';
