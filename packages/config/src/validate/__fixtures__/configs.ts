import type { ModelConfigDocument } from '../../modelConfigDocument.ts';

/** Two layers of everything, small enough to be added up by hand: 16 wide, 100 words. */
export const toy: ModelConfigDocument = {
  model_id: 'toy',
  name: 'Toy',
  hidden_size: 16,
  num_layers: 2,
  vocab_size: 100,
  // 2 * (4 * 16 * 16) + 2 * (2 * 16 * 32) + 5 * 16 + 2 * (100 * 16)
  total_params: 7376,
  total_params_formatted: '7.4K',
  layer_types: [
    {
      name: 'attention',
      class: 'AttentionLayer',
      count: 2,
      layer_indices: '0-1',
      supported: true,
      specs: { layer_idx: 0, input_dim: 16, output_dim: 16, hidden_size: 16, num_heads: 4 },
    },
    {
      name: 'feedforward',
      class: 'MLPLayer',
      count: 2,
      layer_indices: '0-1',
      supported: true,
      specs: { parameter_count: 1024, hidden_size: 16, intermediate_size: 32 },
    },
    {
      name: 'norm',
      class: 'RMSNormLayer',
      count: 5,
      supported: true,
      specs: { hidden_size: 16 },
    },
    {
      name: 'embedding',
      class: 'EmbeddingLayer',
      count: 1,
      supported: true,
      specs: { input_dim: 100, output_dim: 16, vocab_size: 100, hidden_size: 16 },
    },
    {
      name: 'head',
      class: 'LMHeadLayer',
      count: 1,
      supported: true,
      specs: { vocab_size: 100, hidden_size: 16 },
    },
  ],
  validated: false,
};

/** Llama 3.3 70B, of the shapes of its published tensors. */
export const llama: ModelConfigDocument = {
  model_id: 'meta-llama_Llama-3.3-70B-Instruct',
  hf_model_id: 'meta-llama/Llama-3.3-70B-Instruct',
  name: 'Llama 3.3 70B Instruct',
  family: 'llama',
  hidden_size: 8192,
  num_layers: 80,
  vocab_size: 128256,
  max_position_embeddings: 131072,
  total_params: 70553706496,
  total_params_formatted: '70.6B',
  params_by_part: { text: 70553706496 },
  dtype: 'bf16',
  layer_types: [
    {
      name: 'attention',
      class: 'GroupedQueryAttentionLayer',
      count: 80,
      layer_indices: '0-79',
      supported: true,
      specs: {
        layer_idx: 0,
        input_dim: 8192,
        output_dim: 8192,
        parameter_count: 150994944,
        hidden_size: 8192,
        num_heads: 64,
        num_kv_heads: 8,
        head_dim: 128,
      },
    },
    {
      name: 'feedforward',
      class: 'GatedMLPLayer',
      count: 80,
      layer_indices: '0-79',
      supported: true,
      specs: { hidden_size: 8192, intermediate_size: 28672 },
    },
    {
      name: 'norm',
      class: 'RMSNormLayer',
      count: 161,
      supported: true,
      specs: { hidden_size: 8192 },
    },
    {
      name: 'embedding',
      class: 'EmbeddingLayer',
      count: 1,
      supported: true,
      specs: { vocab_size: 128256, hidden_size: 8192 },
    },
    {
      name: 'head',
      class: 'LMHeadLayer',
      count: 1,
      supported: true,
      specs: { vocab_size: 128256, hidden_size: 8192 },
    },
  ],
  validated: true,
  validation_sources: ['https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct'],
};
