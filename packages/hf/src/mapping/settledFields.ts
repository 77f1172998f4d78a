/** Whether a list says the same of every layer. */
const all =
  (expected: unknown) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every((item) => item === expected);

const is =
  (expected: unknown) =>
  (value: unknown): boolean =>
    value === expected;

/** What a family knows in one form only, which its files state and its mapping takes for granted. */
const settled: readonly (readonly [
  types: RegExp,
  name: string,
  isSo: (value: unknown) => boolean,
])[] = [
  [/^minimax_m2/, 'qk_norm_type', is('per_layer')],
  [/^minimax_m3/, 'qk_norm_type', is('per_head')],
  [/^minimax_m2/, 'attn_type_list', all(1)],
  [/^minimax_m2/, 'mtp_transformer_layers', is(1)],
  [/^minimax_m3/, 'use_sparse_attention', is(true)],
  [/^minimax_m3/, 'image_token_compression_method', is('patch_merge')],
  [/^qwen3/, 'use_qk_norm', is(true)],
  [/^qwen3_5/, 'attn_output_gate', is(true)],
  [/^step3/, 'n_shared_experts', is(1)],
  [/^gemma4/, 'use_bidirectional_attention', is('vision')],
  [/^glm_moe_dsa/, 'layer_types', all('deepseek_sparse_attention')],
];

/**
 * Whether a field that no mapping looks at has the one value that its family has it in; undefined where the family
 * leaves it open.
 */
export function isSettled(type: unknown, name: string, value: unknown): boolean | undefined {
  if (typeof type !== 'string') return undefined;
  const known = settled.find(([types, own]) => own === name && types.test(type.slice(0, 60)));
  return known?.[2](value);
}
