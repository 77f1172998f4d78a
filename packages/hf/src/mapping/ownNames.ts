/** The facts that go by many names, each with the names it goes by. */
export const alike: readonly (readonly string[])[] = [
  ['num_hidden_layers', 'num_layers', 'n_layer', 'n_layers'],
  ['hidden_size', 'n_embd', 'n_embed', 'd_model'],
  ['num_attention_heads', 'n_head', 'n_heads'],
  ['num_key_value_heads', 'num_kv_heads', 'n_head_kv'],
  ['intermediate_size', 'ffn_dim', 'n_inner'],
  [
    'num_experts',
    'n_routed_experts',
    'num_local_experts',
    'moe_num_experts',
    'n_experts',
    'num_routed_experts',
  ],
  [
    'num_experts_per_tok',
    'num_experts_per_token',
    'experts_per_token',
    'moe_top_k',
    'top_k_experts',
    'moe_k',
    'moe_topk',
  ],
  ['n_shared_experts', 'num_shared_experts', 'moe_num_shared_experts'],
];

/** Which families count their experts under which name; the others say `num_experts`. */
const expertCounts: readonly (readonly [name: string, types: RegExp])[] = [
  ['n_routed_experts', /^(deepseek|kimi_k|glm|dots|mimo|nemotron_h)/],
  ['num_local_experts', /^(mixtral|phimoe|minimax|gpt_oss|granitemoe|llama4|jamba)/],
  ['moe_num_experts', /^(ernie|step)/],
];

/** Names of the same fact, that of the family itself in front. */
export function ownFirst(names: readonly string[], type: unknown): readonly string[] {
  if (typeof type !== 'string' || !names.includes('num_experts')) return names;
  const own = expertCounts.find(([, types]) => types.test(type.slice(0, 60)))?.[0];
  return own === undefined || !names.includes(own)
    ? names
    : [own, ...names.filter((name) => name !== own)];
}
