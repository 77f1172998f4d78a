/** The fields of a text model small enough to be counted by hand. */
export const toyText = {
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  vocab_size: 50,
  tie_word_embeddings: false,
};

/** Parameters of its parts, worked out by hand. */
export const toySizes = {
  /** 50·16. */
  table: 800,
  /** Heads of 4: queries 16·16, keys and values 16·8 each, output 16·16. */
  attention: 256 + 2 * 128 + 256,
  /** Gate, up and down, 16·24 each. */
  network: 3 * 384,
  norm: 16,
};
