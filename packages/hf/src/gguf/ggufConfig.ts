import { elementCount } from '../tensors/size.ts';
import type { ExpertNames } from './ggufNames.ts';
import type { GgufStructure } from './inspectGguf.ts';

/** An architecture of GGUF whose tensors are those of a family on the hub under other names. */
export interface GgufFamily {
  readonly modelType: string;
  readonly className: string;
  readonly experts?: ExpertNames;
}

const qwenExperts = { module: 'mlp', gate: 'gate_proj', up: 'up_proj', down: 'down_proj' };
const mixtralExperts = { module: 'block_sparse_moe', gate: 'w1', up: 'w3', down: 'w2' };

const families: Readonly<Record<string, GgufFamily>> = {
  llama: { modelType: 'llama', className: 'LlamaForCausalLM' },
  qwen2: { modelType: 'qwen2', className: 'Qwen2ForCausalLM' },
  qwen3: { modelType: 'qwen3', className: 'Qwen3ForCausalLM' },
  qwen3moe: { modelType: 'qwen3_moe', className: 'Qwen3MoeForCausalLM', experts: qwenExperts },
};

const mixtral: GgufFamily = {
  modelType: 'mixtral',
  className: 'MixtralForCausalLM',
  experts: mixtralExperts,
};

/** The family of an architecture; undefined where its tensors are not known by name. */
export function ggufFamily(structure: GgufStructure): GgufFamily | undefined {
  const { architecture = '', metadata } = structure;
  // Mixtral says that it is a Llama.
  const hasExperts = Number(metadata['llama.expert_count'] ?? 0) > 0;
  if (architecture === 'llama' && hasExperts) return mixtral;
  return Object.hasOwn(families, architecture) ? families[architecture] : undefined;
}

/** What its header says, in the fields of a config.json. What a header lacks is left out, for the mapping to say. */
export function ggufConfig(
  structure: GgufStructure,
  { modelType, className }: GgufFamily,
): Readonly<Record<string, unknown>> {
  const { architecture = '', blockCount, metadata, tensors } = structure;
  const names = new Set(tensors.map(({ name }) => name));
  const field = (name: string) => metadata[`${architecture}.${name}`];
  const heads = field('attention.head_count');
  const width = field('embedding_length');
  const shared = typeof width === 'number' && typeof heads === 'number' ? width / heads : undefined;
  const embedding = tensors.find(({ name }) => name === 'token_embd.weight');
  const all = {
    architectures: [className],
    model_type: modelType,
    torch_dtype: mostStoredIn(structure),
    hidden_size: width,
    intermediate_size: field('feed_forward_length'),
    num_hidden_layers: blockCount,
    num_attention_heads: heads,
    // As many as heads where the header says nothing.
    num_key_value_heads: field('attention.head_count_kv') ?? heads,
    head_dim: field('attention.key_length') ?? shared,
    vocab_size: embedding?.shape[0] ?? field('vocab_size'),
    max_position_embeddings: field('context_length'),
    tie_word_embeddings: !names.has('output.weight'),
    attention_bias: names.has('blk.0.attn_output.bias'),
    mlp_bias: names.has('blk.0.ffn_up.bias'),
    sliding_window: field('attention.sliding_window') ?? null,
    num_experts: field('expert_count'),
    num_experts_per_tok: field('expert_used_count'),
    moe_intermediate_size: field('expert_feed_forward_length'),
    ...(modelType === 'qwen3_moe' && { decoder_sparse_step: 1, mlp_only_layers: [] }),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The plain format that most elements are in; bf16 where blocks hold most, of which nothing is known before. */
function mostStoredIn({ tensors }: GgufStructure): string {
  const elements = new Map<string, number>();
  for (const tensor of tensors) {
    elements.set(tensor.dtype, (elements.get(tensor.dtype) ?? 0) + elementCount(tensor));
  }
  const [most] = [...elements].sort((one, other) => other[1] - one[1])[0] ?? [];
  if (most === 'F16') return 'float16';
  return most === 'F32' ? 'float32' : 'bfloat16';
}
