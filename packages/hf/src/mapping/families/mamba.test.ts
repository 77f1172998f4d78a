import { describe, expect, it } from 'vitest';
import { faultsOf, outcomeOf } from '../__fixtures__/outcome.ts';

const toy = {
  model_type: 'mamba',
  hidden_size: 16,
  num_hidden_layers: 2,
  vocab_size: 100,
  state_size: 4,
  conv_kernel: 4,
  expand: 2,
  time_step_rank: 3,
  use_bias: false,
  use_conv_bias: true,
};

// 32 channels: in 16·64, filters and biases 32·5, selection 32·11, steps 3·32 + 32, A 32·4, D 32, out 32·16; a norm.
const layer = 1024 + 160 + 352 + 128 + 128 + 32 + 512 + 16;

describe('Mamba', () => {
  it('is mixers alone under a tied head', () => {
    const { total, elements, shapes, types } = outcomeOf(toy);
    expect(total).toBe(100 * 16 + 16 + 2 * layer);
    expect(elements).toBe(total);
    expect(types).toMatchObject({ 'attention.linear': 2, norm: 3 });
    expect(shapes.get('backbone.embeddings.weight')).toEqual([100, 16]);
    expect(shapes.get('backbone.layers.1.mixer.A_log')).toEqual([32, 4]);
    expect(shapes.get('backbone.layers.1.mixer.x_proj.weight')).toEqual([11, 32]);
    expect(shapes.get('backbone.norm_f.weight')).toEqual([16]);
  });

  it('takes the inner width where it is stated, not the factor beside it', () => {
    const stated = { ...toy, model_type: 'falcon_mamba', expand: 16, intermediate_size: 32 };
    expect(outcomeOf(stated).total).toBe(outcomeOf(toy).total);
    expect(faultsOf({ ...toy, intermediate_size: 40 })).toEqual([
      'hf.form_unknown intermediate_size',
    ]);
  });

  it('has the published totals of Falcon-Mamba-7B and Mamba-130M', () => {
    const falcon = {
      ...toy,
      model_type: 'falcon_mamba',
      hidden_size: 4096,
      intermediate_size: 8192,
      num_hidden_layers: 64,
      vocab_size: 65024,
      state_size: 16,
      time_step_rank: 256,
      tie_word_embeddings: false,
    };
    expect(outcomeOf(falcon).total).toBe(7_272_665_088);
    const small = { hidden_size: 768, num_hidden_layers: 24, vocab_size: 50280, state_size: 16 };
    expect(outcomeOf({ ...toy, ...small, time_step_rank: 'auto' }).total).toBe(129_135_360);
  });
});

describe('Mamba-2', () => {
  const codestral = {
    model_type: 'mamba2',
    hidden_size: 4096,
    num_hidden_layers: 64,
    vocab_size: 32768,
    num_heads: 128,
    head_dim: 64,
    n_groups: 8,
    state_size: 128,
    conv_kernel: 4,
    chunk_size: 256,
    tie_word_embeddings: false,
  };

  it('has the published total of Mamba-Codestral-7B', () => {
    const { total, elements, shapes } = outcomeOf(codestral);
    expect(total).toBe(7_285_403_648);
    expect(elements).toBe(total);
    expect(shapes.get('backbone.layers.0.mixer.in_proj.weight')).toEqual([18560, 4096]);
    expect(shapes.get('backbone.layers.0.mixer.norm.weight')).toEqual([8192]);
  });

  it('refuses groups that do not divide the heads', () => {
    expect(faultsOf({ ...codestral, n_groups: 3 })).toEqual(['hf.heads_uneven n_groups']);
  });
});

describe('Jamba', () => {
  const jamba = {
    model_type: 'jamba',
    hidden_size: 16,
    num_hidden_layers: 2,
    vocab_size: 100,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    intermediate_size: 24,
    attn_layer_period: 2,
    attn_layer_offset: 1,
    expert_layer_period: 2,
    expert_layer_offset: 1,
    num_experts: 3,
    num_experts_per_tok: 2,
    mamba_d_state: 4,
    mamba_dt_rank: 3,
  };

  it('has a mixer with norms, then attention with experts', () => {
    const { total, elements, shapes } = outcomeOf(jamba);
    const mixer = layer - 16 + 3 + 2 * 4;
    const attention = 2 * 16 * 16 + 2 * 16 * 8;
    const networks = 3 * 16 * 24 + 3 * 16 + 3 * 3 * 16 * 24;
    expect(total).toBe(2 * 100 * 16 + 16 + 4 * 16 + mixer + attention + networks);
    expect(elements).toBe(total);
    expect(shapes.get('model.layers.0.mamba.dt_layernorm.weight')).toEqual([3]);
    expect(shapes.get('model.layers.0.feed_forward.up_proj.weight')).toEqual([24, 16]);
    expect(shapes.get('model.layers.1.feed_forward.router.weight')).toEqual([3, 16]);
    expect(shapes.get('model.layers.1.feed_forward.experts.2.up_proj.weight')).toEqual([24, 16]);
    expect(shapes.get('model.final_layernorm.weight')).toEqual([16]);
  });

  it('has no router where there is a single expert', () => {
    const { shapes } = outcomeOf({ ...jamba, num_experts: 1, num_experts_per_tok: 1 });
    expect(shapes.has('model.layers.1.feed_forward.router.weight')).toBe(false);
    expect(shapes.get('model.layers.1.feed_forward.gate_proj.weight')).toEqual([24, 16]);
  });

  it('has the published total of Jamba-v0.1', () => {
    const { total } = outcomeOf({
      model_type: 'jamba',
      hidden_size: 4096,
      num_hidden_layers: 32,
      vocab_size: 65536,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      intermediate_size: 14336,
      mamba_d_state: 16,
      mamba_dt_rank: 256,
    });
    expect(total).toBe(51_570_323_328);
  });
});
