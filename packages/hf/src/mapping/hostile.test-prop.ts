import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { buildModelConfig } from '../buildModelConfig.ts';
import { computeTensorShapesFromConfig } from '../computeTensorShapes.ts';
import { families } from './families.ts';

const types = families().flatMap((family) => family.types);
const whole = fc.oneof(fc.integer({ min: -1, max: 64 }), fc.constantFrom(1e9, 1e308, 0.5, NaN));
const value = fc.oneof(
  { weight: 6, arbitrary: whole },
  fc.boolean(),
  fc.constantFrom(null, '', 'x', [], {}, ['full_attention'], [1, 0], 'M*-E'),
);
const fields = [
  'hidden_size',
  'intermediate_size',
  'num_hidden_layers',
  'num_attention_heads',
  'num_key_value_heads',
  'head_dim',
  'vocab_size',
  'num_experts',
  'num_local_experts',
  'n_routed_experts',
  'num_experts_per_tok',
  'moe_intermediate_size',
  'kv_lora_rank',
  'q_lora_rank',
  'layer_types',
  'sliding_window',
  'text_config',
  'vision_config',
  'tie_word_embeddings',
  'quantization_config',
  'torch_dtype',
];
const config = fc.record(Object.fromEntries(fields.map((field) => [field, value])), {
  requiredKeys: ['hidden_size', 'num_hidden_layers', 'num_attention_heads', 'vocab_size'],
});

/** A whole config or an error that says why not, and never an exception. */
function holds(given: Readonly<Record<string, unknown>>): void {
  const built = buildModelConfig({ config: given });
  const failed = built.findings.some(({ severity }) => severity === 'error');
  expect(built.config === undefined).toBe(failed);
  const total = built.config?.total_params ?? 1;
  expect(Number.isSafeInteger(total) && total > 0).toBe(true);
  if (total < 1e9) computeTensorShapesFromConfig({ config: given });
}

test.prop([fc.constantFrom(...types, 'nobody', '__proto__'), config], { numRuns: 1500 })(
  'any configuration of any family is read or refused',
  (model_type, given) => {
    holds({ model_type, ...given });
  },
);

const sound = {
  hidden_size: 64,
  intermediate_size: 96,
  num_hidden_layers: 4,
  num_attention_heads: 8,
  num_key_value_heads: 4,
  vocab_size: 100,
  tie_word_embeddings: false,
  num_experts: 8,
  num_local_experts: 8,
  n_routed_experts: 8,
  num_experts_per_tok: 2,
  moe_intermediate_size: 32,
  shared_expert_intermediate_size: 32,
  n_shared_experts: 1,
  kv_lora_rank: 32,
  q_lora_rank: null,
  qk_nope_head_dim: 16,
  qk_rope_head_dim: 8,
  v_head_dim: 16,
  first_k_dense_replace: 1,
  torch_dtype: 'bfloat16',
};

test.prop([fc.constantFrom(...types), config, fc.subarray(fields, { maxLength: 3 })], {
  numRuns: 3000,
})(
  'a sound configuration with a few fields gone wrong is read or refused',
  (model_type, given, gone) => {
    const wrong = Object.fromEntries(gone.map((field) => [field, given[field]]));
    holds({ model_type, ...sound, ...wrong });
  },
);
