import { standardLayers } from '@mantile/layers';
import { layersOf } from '../../blueprint/layers.ts';
import { tensorsOf } from '../../blueprint/pieceTensors.ts';
import { readBlueprint } from '../../mapping/readBlueprint.ts';
import type { ModelSources } from '../../buildModelConfig.ts';
import type { Tensor } from '../../tensors/tensor.ts';

type Listed = readonly [name: string, ...shape: number[]];

/** Tensors in 16 bits from a list of names and shapes. */
export function listed(list: readonly Listed[]): readonly Tensor[] {
  return list.map(([name, ...shape]) => ({ name, shape, dtype: 'BF16' }));
}

function inLayers(layers: readonly number[], prefix: string, list: readonly Listed[]) {
  return layers.flatMap((layer) =>
    list.map(([name, ...shape]): Listed => [`${prefix}${layer}.${name}`, ...shape]),
  );
}

/** A Llama of three layers. */
export const toyConfig = {
  model_type: 'llama',
  hidden_size: 64,
  intermediate_size: 192,
  num_hidden_layers: 3,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  head_dim: 8,
  vocab_size: 500,
  tie_word_embeddings: false,
  attention_bias: false,
  mlp_bias: false,
};

function toyTensors(): readonly Tensor[] {
  const { blueprint } = readBlueprint(toyConfig);
  if (blueprint === undefined) throw new Error('the toy has a blueprint');
  return tensorsOf(blueprint, layersOf(standardLayers)).map(({ name, shape }) => ({
    name,
    shape,
    dtype: 'BF16',
  }));
}

/** A Llama of which two layers hold a mixer that nobody knows. */
export const unknownMixer: ModelSources = {
  config: toyConfig,
  hfModelId: 'org/mixing-toy',
  tensors: [
    ...toyTensors(),
    ...listed(
      inLayers([0, 2], 'model.layers.', [
        ['mixer.w_in.weight', 96, 64],
        ['mixer.w_out.weight', 64, 96],
        ['mixer.A_log', 12],
        ['mixer.conv1d.weight', 96, 1, 4],
        ['mixer.flux', 96],
      ]),
    ),
  ],
};

/** A Llama whose queries have a bias that its configuration denies. */
export const extraBias: ModelSources = {
  config: toyConfig,
  hfModelId: 'org/biased-toy',
  tensors: [
    ...toyTensors(),
    ...listed(inLayers([0, 1, 2], 'model.layers.', [['self_attn.q_proj.bias', 64]])),
  ],
};

/** A Llama with a wider network in one layer. */
export const otherWidth: ModelSources = {
  config: { ...toyConfig, rope_scaling: { rope_type: 'yarn', factor: 4 }, memory_width: 12 },
  tensors: toyTensors().map((tensor) =>
    tensor.name === 'model.layers.1.mlp.up_proj.weight' ? { ...tensor, shape: [200, 64] } : tensor,
  ),
};

/** Tensors as the fourth RWKV names them. */
export const rwkvLike: ModelSources = {
  config: { model_type: 'rwkv', hidden_size: 64, vocab_size: 500, num_hidden_layers: 2 },
  tensors: listed([
    ['rwkv.embeddings.weight', 500, 64],
    ['rwkv.blocks.0.pre_ln.weight', 64],
    ['rwkv.blocks.0.pre_ln.bias', 64],
    ...inLayers([0, 1], 'rwkv.blocks.', [
      ['ln1.weight', 64],
      ['ln1.bias', 64],
      ['attention.time_decay', 64],
      ['attention.time_first', 64],
      ['attention.time_mix_key', 1, 1, 64],
      ['attention.time_mix_value', 1, 1, 64],
      ['attention.time_mix_receptance', 1, 1, 64],
      ['attention.key.weight', 64, 64],
      ['attention.value.weight', 64, 64],
      ['attention.receptance.weight', 64, 64],
      ['attention.output.weight', 64, 64],
      ['feed_forward.time_mix_key', 1, 1, 64],
      ['feed_forward.key.weight', 256, 64],
      ['feed_forward.receptance.weight', 64, 64],
      ['feed_forward.value.weight', 64, 256],
    ]),
    ['rwkv.ln_out.weight', 64],
    ['rwkv.ln_out.bias', 64],
    ['head.weight', 500, 64],
  ]),
};

/** Parts of Gemma 3n: several residual copies, low-rank branches, embeddings per layer. */
export const gemma3nLike: ModelSources = {
  config: { model_type: 'gemma3n_toy', text_config: { hidden_size: 64, vocab_size: 500 } },
  tensors: listed([
    ['model.language_model.embed_tokens_per_layer.weight', 480, 32],
    ['model.language_model.per_layer_model_projection.weight', 32, 64],
    ['model.language_model.altup_projections.0.weight', 64, 64],
    ['model.language_model.altup_projections.1.weight', 64, 64],
    ...inLayers([0, 1], 'model.language_model.layers.', [
      ['altup.correct_output_scale', 64],
      ['altup.correction_coefs.weight', 4, 4],
      ['altup.prediction_coefs.weight', 16, 4],
      ['altup.modality_router.weight', 4, 64],
      ['altup.router_norm.weight', 64],
      ['laurel.linear_left.weight', 16, 64],
      ['laurel.linear_right.weight', 64, 16],
      ['laurel.post_laurel_norm.weight', 64],
      ['per_layer_input_gate.weight', 16, 64],
      ['mlp.gate_proj.weight', 128, 64],
      ['mlp.up_proj.weight', 128, 64],
      ['mlp.down_proj.weight', 64, 128],
    ]),
  ]),
};

/** A cross-attention layer as Mllama has it, and a mixture of experts beside it. */
export const crossAttentionLike: ModelSources = {
  config: {
    model_type: 'mllama_toy',
    text_config: { hidden_size: 64, num_experts_per_tok: 2, num_local_experts: 4 },
  },
  tensors: listed([
    ...inLayers([3, 8], 'language_model.model.layers.', [
      ['cross_attn.q_proj.weight', 64, 64],
      ['cross_attn.k_proj.weight', 16, 64],
      ['cross_attn.v_proj.weight', 16, 64],
      ['cross_attn.o_proj.weight', 64, 64],
      ['cross_attn.q_norm.weight', 8],
      ['cross_attn.k_norm.weight', 8],
      ['cross_attn_attn_gate', 1],
      ['cross_attn_mlp_gate', 1],
      ['moe.gate.weight', 4, 64],
      ...[0, 1, 2, 3].flatMap((expert): Listed[] => [
        [`moe.experts.${expert}.w_a.weight`, 128, 64],
        [`moe.experts.${expert}.w_b.weight`, 64, 128],
        [`moe.experts.${expert}.w_b.bias`, 64],
      ]),
      ['moe.e_score_correction_bias', 4],
    ]),
  ]),
};

/** All of them by name. */
export const models: Readonly<Record<string, ModelSources>> = {
  unknownMixer,
  extraBias,
  otherWidth,
  rwkvLike,
  gemma3nLike,
  crossAttentionLike,
};
