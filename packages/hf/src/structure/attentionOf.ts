import { findTensor, type PatternTensor } from './layerGroup.ts';

/**
 * What mixes the tokens of a layer, as far as its tensors tell.
 *
 * @example
 * import type { AttentionStructure } from '@mantile/hf';
 * const attention: AttentionStructure = { type: 'GQA', numHeads: 64, numKvHeads: 8, headDim: 128, hasBias: false };
 * attention.numKvHeads // => 8
 * @category Structure
 */
export interface AttentionStructure {
  /**
   * `'MQA or GQA'` where only the head's size would tell, which no tensor shows; `'recurrent'` for state-space
   * models and linear attention; `'unknown'` where something mixes and its form is not known.
   */
  readonly type: 'MHA' | 'GQA' | 'MQA' | 'MQA or GQA' | 'MLA' | 'recurrent' | 'none' | 'unknown';
  readonly numHeads?: number;
  readonly numKvHeads?: number;
  readonly headDim?: number;
  readonly hasBias: boolean;
  /** Where a recurrent mixer stands beside attention in the same layer. */
  readonly hasRecurrence?: true;
}

const query = /(^|\.)(q_proj|attn_q|wq|query|q)\.weight$/;
const key = /(^|\.)(k_proj|attn_k|wk|key|k)\.weight$/;
const fused = /(^|\.)(qkv_proj|c_attn|query_key_value|Wqkv|wqkv|qkv|attn_qkv)\.weight$/;
const latent = /(^|\.)(kv_a_proj_with_mqa|attn_kv_a_mqa|kv_b_proj|attn_kv_b)\.weight$/;
const recurrent = /(^|\.)(A_log|ssm_a|dt_bias|conv1d\.weight|linear_attn\.\S+|conv\.conv\.weight)$/;
const queryNorm = /(^|\.)(q_norm|attn_q_norm|q_layernorm)\.weight$/;
const mixing = /(^|\.)(\w*attn\w*|attention\w*|mixer)(\.|_)/;
/** The largest head that is common; a key as narrow may be one head or several. */
const widestHead = 256;

/** What mixes the tokens of a layer with these tensors. */
export function attentionOf(
  tensors: readonly PatternTensor[],
  headDim: number | undefined,
): AttentionStructure {
  const hasBias = tensors.some(({ name }) =>
    /(^|\.)([qkvo]_proj|attn_[qkv]\w*|c_attn|query_key_value|qkv\w*|out_proj)\.bias$/.test(name),
  );
  if (findTensor(tensors, latent) !== undefined) return { type: 'MLA', hasBias };
  const state = findTensor(tensors, recurrent);
  const beside = state && attentionBeside(tensors, state, headDim);
  if (beside !== undefined) return { ...beside, hasRecurrence: true };
  if (state !== undefined) return { type: 'recurrent', hasBias };
  const q = findTensor(tensors, query);
  const k = findTensor(tensors, key);
  const joined = findTensor(tensors, fused);
  // A norm of a head's width shows it; one over all heads does not.
  const normed = findTensor(tensors, queryNorm)?.shape.at(-1);
  const rows = q?.shape[0];
  const keyRows = k?.shape[0];
  const size = headDim ?? (normed !== undefined && normed !== rows ? normed : undefined);
  if (rows !== undefined && keyRows !== undefined) {
    // A flat row of elements, as bitsandbytes stores them, has the heads of neither.
    if (q?.shape.length === 1) return { type: rows === keyRows ? 'MHA' : 'MQA or GQA', hasBias };
    return split(rows, keyRows, size, hasBias);
  }
  if (joined !== undefined) return joinedOf(joined, size, hasBias);
  const isMixing = tensors.some(({ name }) => mixing.test(name) && !/norm/.test(name));
  return { type: isMixing ? 'unknown' : 'none', hasBias };
}

/** The module that a tensor is in; in the flat names of GGUF, the word that its name starts with. */
function moduleOf(name: string): string {
  const words = name.replace(/\.(weight|bias)$/, '').split('.');
  return words.length > 1 ? words.slice(0, -1).join('.') : name.slice(0, name.search(/_|$/));
}

/** Attention in a module of its own, beside that of a recurrent mixer; queries within the mixer are the mixer's. */
function attentionBeside(
  tensors: readonly PatternTensor[],
  state: PatternTensor,
  headDim: number | undefined,
): AttentionStructure | undefined {
  // In GGUF a mixer's queries are called as those of attention are: only one with a projection of its own is apart.
  const isFlat = moduleOf(state.name) === 'ssm';
  if (isFlat && findTensor(tensors, /^ssm_in\.weight$/) === undefined) return undefined;
  const mixers = new Set(
    tensors.filter(({ name }) => recurrent.test(name)).map(({ name }) => moduleOf(name)),
  );
  const others = tensors.filter(({ name }) => {
    const module = moduleOf(name);
    return ![...mixers].some((mixer) => module === mixer || module.startsWith(`${mixer}.`));
  });
  const found = attentionOf(others, headDim);
  return found.type === 'none' || found.type === 'unknown' ? undefined : found;
}

function split(
  rows: number,
  keyRows: number,
  stated: number | undefined,
  hasBias: boolean,
): AttentionStructure {
  // Heads are whole: a size that leaves a rest is not that of these.
  const divides = stated !== undefined && rows % stated === 0 && keyRows % stated === 0;
  const headDim = divides ? stated : undefined;
  const heads =
    headDim === undefined
      ? {}
      : { headDim, numHeads: rows / headDim, numKvHeads: keyRows / headDim };
  if (rows === keyRows) return { type: 'MHA', ...heads, hasBias };
  if (headDim !== undefined) {
    return { type: keyRows === headDim ? 'MQA' : 'GQA', ...heads, hasBias };
  }
  return { type: keyRows > widestHead ? 'GQA' : 'MQA or GQA', hasBias };
}

/** Queries, keys and values in one: three of the model's width, or fewer keys and values behind the queries. */
function joinedOf(
  tensor: PatternTensor,
  headDim: number | undefined,
  hasBias: boolean,
): AttentionStructure {
  const [one = 0, other = 0] = tensor.shape;
  const [width, rows] = one < other ? [one, other] : [other, one];
  const keyRows = (rows - width) / 2;
  if (keyRows <= 0) return { type: 'unknown', hasBias };
  return split(width, keyRows, headDim, hasBias);
}
