import type { LayerRole } from '../layerName.ts';

/** What a kind of layer is called in a config, where it is not a plain feed-forward network. */
const names: Readonly<Record<string, string>> = {
  EmbeddingLayer: 'embedding',
  PatchEmbeddingLayer: 'embedding',
  PerLayerEmbeddingLayer: 'embedding.per_layer',
  NormLayer: 'norm',
  RMSNormLayer: 'norm',
  LayerNormLayer: 'norm',
  AttentionLayer: 'attention',
  GroupedQueryAttentionLayer: 'attention',
  SlidingWindowAttentionLayer: 'attention.sliding',
  CrossAttentionLayer: 'attention.cross',
  DecoupledBottleneckAttentionLayer: 'attention.decoupled',
  MultiHeadLatentAttentionLayer: 'attention',
  SparseLatentAttentionLayer: 'attention.sparse',
  CompressedAttentionLayer: 'attention.compressed',
  BlockSparseAttentionLayer: 'attention.sparse',
  SSMLayer: 'attention.ssm',
  Mamba2Layer: 'attention.mamba2',
  GatedDeltaNetLayer: 'attention.linear',
  KimiDeltaAttentionLayer: 'attention.linear',
  LightningAttentionLayer: 'attention.linear',
  ShortConvLayer: 'attention.conv',
  MoELayer: 'feedforward.moe',
  LatentMoELayer: 'feedforward.moe',
  HashRoutedMoELayer: 'feedforward.moe',
  ParallelMoELayer: 'feedforward.moe',
  LinearLayer: 'feedforward.linear',
  LoRALinearLayer: 'feedforward.lora',
  LinearReplaceLayer: 'feedforward.linear',
  DropoutLayer: 'feedforward.dropout',
  NoOpLayer: 'feedforward.none',
  HyperConnectionLayer: 'norm.hyper_connection',
  AttentionResidualLayer: 'norm.residual',
  PerLayerInputLayer: 'feedforward.per_layer_input',
  LMHeadLayer: 'head',
  DiffusionNextTokenHead: 'head.diffusion',
  MultiTokenPredictionLayer: 'head.multi_token',
};

/** The name of a layer type, before several of one name are told apart. */
export function nameOf(kind: string): string {
  if (Object.hasOwn(names, kind)) return names[kind] ?? 'feedforward';
  // Kinds of one's own mostly say what they are.
  return /att|mamba|ssm|mixer|recurr|delta/i.test(kind) ? 'attention' : 'feedforward';
}

/** What a layer of that name does in its block. */
export function roleOf(name: string): LayerRole {
  return name.split('.')[0] as LayerRole;
}
