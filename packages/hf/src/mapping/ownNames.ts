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

/** Which families have which name for a fact; all others have the first that `alike` lists. */
const own: readonly (readonly [name: string, types: RegExp])[] = [
  ['num_layers', /^(exaone$|chatglm)/],
  ['n_layer', /^(gpt2|gptj|bloom)/],
  ['n_layers', /^mpt/],
  ['n_embd', /^(gpt2|gptj)/],
  ['d_model', /^(mpt|whisper)/],
  ['n_head', /^(gpt2|gptj|bloom)/],
  ['n_heads', /^mpt/],
  ['num_kv_heads', /^falcon$/],
  ['ffn_dim', /^opt/],
  ['n_inner', /^(gpt2|gptj)/],
  ['n_routed_experts', /^(deepseek|kimi_k|glm|dots|mimo|nemotron_h)/],
  ['num_local_experts', /^(mixtral|phimoe|minimax|gpt_oss|granitemoe|llama4)/],
  ['moe_num_experts', /^(ernie|step3p5)/],
  ['num_experts_per_token', /^kimi_linear/],
  ['moe_top_k', /^step3p5/],
  ['top_k_experts', /^gemma4/],
  ['moe_k', /^ernie/],
  ['num_shared_experts', /^(kimi_linear|bailing)/],
  ['moe_num_shared_experts', /^ernie/],
];

/** Names of the same fact, that of the family itself in front. */
export function ownFirst(names: readonly string[], type: unknown): readonly string[] {
  if (typeof type !== 'string' || names.length < 2) return names;
  const ofFamily = own.find(
    ([name, types]) => names.includes(name) && types.test(type.slice(0, 60)),
  );
  if (ofFamily === undefined) return names;
  return [ofFamily[0], ...names.filter((name) => name !== ofFamily[0])];
}
