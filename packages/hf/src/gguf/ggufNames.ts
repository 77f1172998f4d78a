import type { Tensor } from '../tensors/tensor.ts';

/** How the experts of a family are called on the hub; those of GGUF are stacked under one name. */
export interface ExpertNames {
  /** The module of router and experts, below the layer. */
  readonly module: string;
  readonly gate: string;
  readonly up: string;
  readonly down: string;
}

const outside: Readonly<Record<string, string>> = {
  token_embd: 'model.embed_tokens',
  output_norm: 'model.norm',
  output: 'lm_head',
};

const inLayers: Readonly<Record<string, string>> = {
  attn_norm: 'input_layernorm',
  attn_q: 'self_attn.q_proj',
  attn_k: 'self_attn.k_proj',
  attn_v: 'self_attn.v_proj',
  attn_output: 'self_attn.o_proj',
  attn_q_norm: 'self_attn.q_norm',
  attn_k_norm: 'self_attn.k_norm',
  ffn_norm: 'post_attention_layernorm',
  ffn_gate: 'mlp.gate_proj',
  ffn_up: 'mlp.up_proj',
  ffn_down: 'mlp.down_proj',
};

const own = (table: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** More experts than any model has: what a header of a few bytes asks for may fill any memory. */
const mostExperts = 10_000;

/**
 * A tensor of a GGUF file under the names that the hub has for it: a stack of experts becomes a tensor for each. A
 * name that is not known stays as it is, for nobody to explain.
 */
export function hubTensors(tensor: Tensor, experts: ExpertNames | undefined): readonly Tensor[] {
  const name = hubName(tensor.name, experts);
  if (typeof name === 'string') return [{ ...tensor, name }];
  const [count = 0, ...shape] = tensor.shape;
  if (name === undefined || shape.length !== 2 || count > mostExperts) return [tensor];
  return Array.from({ length: count }, (_, expert) => ({
    ...tensor,
    name: name(expert),
    shape,
  }));
}

function hubName(
  name: string,
  experts: ExpertNames | undefined,
): string | ((expert: number) => string) | undefined {
  const [, word = '', end = ''] = /^(\w+)\.(weight|bias)$/.exec(name) ?? [];
  const around = own(outside, word);
  if (around !== undefined) return `${around}.${end}`;
  const [, layer, module = '', single, last] =
    /^blk\.(\d{1,6})\.(\w+?)(?:\.(\d{1,5}))?\.(weight|bias)$/.exec(name) ?? [];
  if (layer === undefined || last === undefined) return undefined;
  const prefix = `model.layers.${layer}.`;
  const plain = own(inLayers, module);
  if (plain !== undefined && single === undefined) return `${prefix}${plain}.${last}`;
  if (experts === undefined) return undefined;
  const at = `${prefix}${experts.module}.`;
  if (module === 'ffn_gate_inp' && single === undefined) return `${at}gate.${last}`;
  const [, part] = /^ffn_(gate|up|down)(?:_exps)?$/.exec(module) ?? [];
  if (part === undefined) return undefined;
  const projection = experts[part as 'gate' | 'up' | 'down'];
  // The first files of Mixtral have a tensor for each expert.
  if (single !== undefined) return `${at}experts.${single}.${projection}.${last}`;
  return (expert) => `${at}experts.${expert}.${projection}.${last}`;
}
