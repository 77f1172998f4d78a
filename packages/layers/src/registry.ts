import { createLayerRegistry } from '@mantile/core';
import { LoRALinearLayer } from './adapters/loraLinear.ts';
import { GroupedQueryAttentionLayer } from './attention/groupedQueryAttention.ts';
import { MultiHeadLatentAttentionLayer } from './attention/latent/multiHeadLatentAttention.ts';
import { SparseLatentAttentionLayer } from './attention/latent/sparseLatentAttention.ts';
import { EmbeddingLayer } from './embedding/embedding.ts';
import { LMHeadLayer } from './embedding/lmHead.ts';
import { GatedMLPLayer } from './feedforward/gatedMlp.ts';
import { MLPLayer } from './feedforward/mlp.ts';
import { NormLayer } from './norm/norm.ts';
import { LinearLayer } from './utility/linear.ts';

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
  GroupedQueryAttentionLayer,
  MultiHeadLatentAttentionLayer,
  SparseLatentAttentionLayer,
  MLPLayer,
  GatedMLPLayer,
  LMHeadLayer,
  LinearLayer,
  LoRALinearLayer,
]);
