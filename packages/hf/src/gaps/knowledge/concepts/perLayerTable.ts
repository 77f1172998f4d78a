import { noState, type Concept } from '../concept.ts';

/** An embedding of the token that each layer receives a slice of, or the projections that bring it in. */
export const perLayerTable: Concept = {
  name: 'table of per-layer embeddings',
  type: 'Embedding',
  pattern: /(^|[._])(embed_tokens_per_layer|embedding_per_layer)([._]|$)/,
  role: 'lookUp',
  whatItIs:
    'An embedding of the token that each layer receives a slice of, or the projections that bring it in.',
  whyUnusual: 'Tokens are usually embedded once, before the first layer.',
  meaning:
    'Per-layer embeddings, as in Gemma 3n: the table is large but looked up, and may stay in slower memory.',
  impact: {
    flops: 'None: a look-up reads a row.',
    memory: 'The table holds vocabulary times layers times the narrow width.',
    kvCache: noState,
  },
  handling: ['The table is a look-up: it must not count as a product.'],
  specKeys: [['perLayerSize', 'integer', 'width of the slice for one layer']],
};
