type Fields = Readonly<Record<string, unknown>>;

/** Sizes by the name that specs have for them, and the fields that state them. */
const fields = {
  hiddenSize: ['hidden_size', 'd_model', 'n_embd', 'dim', 'model_dim'],
  intermediateSize: ['intermediate_size', 'ffn_dim', 'n_inner', 'ffn_hidden_size'],
  expertIntermediateSize: ['moe_intermediate_size', 'expert_ffn_hidden_size'],
  vocabSize: ['vocab_size'],
  numHeads: ['num_attention_heads', 'n_head', 'num_heads'],
  numKvHeads: ['num_key_value_heads'],
  headDim: ['head_dim', 'attention_head_dim'],
  qRank: ['q_lora_rank'],
  kvRank: ['kv_lora_rank'],
  stateSize: ['state_size', 'ssm_state_size', 'mamba_d_state'],
  numExperts: ['num_experts', 'n_routed_experts', 'num_local_experts', 'moe_num_experts'],
  topK: [
    'num_experts_per_tok',
    'num_experts_per_token',
    'moe_topk',
    'moe_top_k',
    'moe_k',
    'top_k_experts',
    'experts_per_token',
  ],
} satisfies Readonly<Record<string, readonly string[]>>;

/** Whether a field says what a mixture of experts is made of: how many, how wide, how many for a token. */
export function isOfExperts(field: string): boolean {
  const key = field.split('.').at(-1) ?? field;
  const { numExperts, topK, expertIntermediateSize } = fields;
  return [...numExperts, ...topK, ...expertIntermediateSize].includes(key);
}

/** What a configuration states of sizes, in itself or in the section of its text model. */
export function statedSizes(config: Fields): Readonly<Record<string, number>> {
  const sections = [config, sectionOf(config, 'text_config'), sectionOf(config, 'llm_config')];
  const sizes: Record<string, number> = {};
  for (const [name, keys] of Object.entries(fields)) {
    const value = sections
      .flatMap((section) => keys.map((key) => own(section, key)))
      .find((candidate) => Number.isSafeInteger(candidate) && (candidate as number) > 1);
    if (typeof value === 'number') sizes[name] = value;
  }
  const { numHeads, numKvHeads, headDim } = sizes;
  if (numHeads !== undefined && headDim !== undefined) sizes['attentionWidth'] = numHeads * headDim;
  if (numKvHeads !== undefined && headDim !== undefined) sizes['kvWidth'] = numKvHeads * headDim;
  return sizes;
}

function own(section: Fields, key: string): unknown {
  return Object.hasOwn(section, key) ? section[key] : undefined;
}

function sectionOf(config: Fields, key: string): Fields {
  const value = own(config, key);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}
