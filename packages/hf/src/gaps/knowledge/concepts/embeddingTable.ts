import { noState, type Concept } from '../concept.ts';

/** A table of which each token looks up one row. */
export const embeddingTable: Concept = {
  name: 'embedding table',
  type: 'Embedding',
  pattern:
    /(^|[._])(embed\w*|wte|wpe|word_embeddings|tok_embeddings|embeddings?|position_embedding\w*)(\.weight)?$/,
  fits: (shape) => shape.length === 2,
  role: 'lookUp',
  whatItIs: 'A table of which each token looks up one row.',
  whyUnusual: 'It belongs to a module that is not known.',
  meaning: 'An embedding of tokens, positions or tiles.',
  impact: { flops: 'None: a look-up reads a row.', memory: 'The whole table.', kvCache: noState },
  handling: ['A tied head reads the same table as a product: store it once.'],
};
