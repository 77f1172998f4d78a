import { noState, type Concept } from '../concept.ts';

/** An embedding of the token that each layer receives a slice of, or the projections that bring it in. */
export const perLayerEmbedding: Concept = {
  name: 'per-layer embeddings',
  type: 'Embedding',
  pattern: /(^|[._])(per_layer_\w+|post_per_layer_\w+)([._]|$)/,
  whatItIs:
    'An embedding of the token that each layer receives a slice of, or the projections that bring it in.',
  whyUnusual: 'Tokens are usually embedded once, before the first layer.',
  meaning:
    'Per-layer embeddings, as in Gemma 3n: the table is large but looked up, and may stay in slower memory.',
  impact: {
    flops: '`2 * m * d * width` for each projection.',
    memory: 'The projections; the table of embeddings is a tensor of its own.',
    kvCache: noState,
  },
  handling: [
    'The projection to all layers runs once per token; those of a layer run in that layer.',
  ],
  specKeys: [['perLayerSize', 'integer', 'width of the slice for one layer']],
};
