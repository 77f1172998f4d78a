import type { Finding } from '@mantile/config';
import { shown } from '../tensors/shown.ts';
import { alike } from './ownNames.ts';
import { isSettled } from './settledFields.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of training, generation, text and files, which say nothing of what a step does. */
const harmless =
  /(^|_)(dropout|drop|std|range|eps|epsilon|ids?|init|initializer|seed|loss|coef|alpha|beta|gamma|lr|cache|dtype|version|path|name|auto_map|temperature|theta|tokens?|prob|pdrop|penalty|bias_update_speed|tokenizer\w*|pretraining_tp|ep_size|layerdrop)$|^(architectures|model_type|torch_dtype|dtype|transformers_version|auto_map|id2label|label2id|quantization_config|compression_config|output_\w+|return_\w+|use_cache|problem_type|pruned_heads|task_specific_params|finetuning_task|tie_word_embeddings|is_decoder|hidden_act|hidden_activation|activation_function|activation|mlp_hidden_act|rope_\w+|rotary_\w+|partial_rotary_factor|use_cache|chunk_size_feed_forward|max_length|min_length|length_penalty|num_beams|num_beam_groups|num_return_sequences|no_repeat_ngram_size|top_k|top_p|typical_p|bad_words_ids|do_sample|early_stopping|attn_implementation|_\w+|scoring_func|norm_topk_prob|topk_method|norm_type|position_embedding_type|max_window_layers|initializer_factor|init_method|embd_layer_norm|seq_aux|model_max_length|max_sequence_length|seq_length|max_position_embeddings|max_seq_len|original_max_position_embeddings)$/;

/** The same of published families: factors, activations, kernels and words for images, whatever the model's sizes. */
const plain =
  /(scaling_factor|_act|activation_func|_index|_placeholder|interleave|softcapping|_limit|_kernels|_overlap|_offset|_iteration|renormalize|_multiplier|logits_to_keep|prenorm_residual|_iters|_mode|_strategy|_seq_length|_soft_tokens_per_image|_max_frames|_score_type|gate_lower_bound)$|^(time_step_(floor|max|min|limit)|num_logits_to_keep|vision_feature_layer|image_grid_pinpoints|initial_context_length|default_output_length|pos_emb_type|merge_type|use_unified_vision_chunk|attention_value_scale|mla_use_nope|use_grouped_topk|use_gemma_norm|init_pos_emb_time|video_attn_type)$/;

/** What files state besides a field that says it in more detail, or in whose presence it is of no use. */
const beside: readonly (readonly [by: string, names: RegExp])[] = [
  ['kv_lora_rank', /^(num_key_value_heads|head_dim|qk_head_dim)$/],
  ['q_lora_rank', /^(num_key_value_heads|head_dim|qk_head_dim|qk_rope_head_dim)$/],
  ['moe_intermediate_size', /^intermediate_size$/],
  ['mlp_layer_types', /^(first_k_dense_replace|moe_layer_freq)$/],
  ['moe_layer_freq', /^first_k_dense_replace$/],
  ['indexer_types', /^index_topk_freq$/],
  ['layer_types', /^full_attention_interval$/],
  ['kda_layers', /^full_attn_layers$/],
  ['mamba_num_heads', /^(expand|time_step_rank)$/],
  ['interleave_moe_layer_step', /^intermediate_size_mlp$/],
  ['hidden_size_per_layer_input', /^vocab_size_per_layer_input$/],
  ['num_mtp_modules', /^num_nextn_predict_layers$/],
  ['sparse_attention_freq', /^sparse_disable_index_value$/],
];

/** Widths that repeat each other where a model has one kind of network only. */
const repeats: readonly (readonly string[])[] = [
  ...alike,
  ['intermediate_size', 'moe_intermediate_size', 'ffn_hidden_size', 'shared_intermediate_size'],
  ['head_dim', 'global_head_dim'],
  ['sliding_window', 'sliding_window_size', 'attention_chunk_size'],
];

const most = 25;

/** What the configuration says and the mapping looked at nowhere: what it changes, if anything, is not known. */
export function unreadFindings(config: Fields, read: ReadonlySet<string>): readonly Finding[] {
  const unread = unreadOf(config, '', read, undefined);
  const findings = unread.slice(0, most).map(([path, value]): Finding => ({
    code: 'hf.field_unread',
    severity: 'warning',
    path,
    message: `is ${shown(value)}, and the mapping of this family does not look at it: what it changes, if anything, is not known.`,
    fix: 'Read the model’s code, or inspect its tensors: whatever they hold besides is reported.',
  }));
  if (unread.length <= most) return findings;
  const rest = unread.slice(most).map(([path]) => path);
  const message = `${rest.length} further fields are not looked at either: ${rest.join(', ').slice(0, 400)}.`;
  return [...findings, { code: 'hf.field_unread', severity: 'warning', path: '', message }];
}

function unreadOf(
  fields: Fields,
  at: string,
  read: ReadonlySet<string>,
  outerType: unknown,
): readonly (readonly [path: string, value: unknown])[] {
  const type = fields['model_type'] ?? outerType;
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = at + name;
    const isNew = !read.has(path);
    const isAsKnown = isNew && name.length <= 80 ? isSettled(type, name, value) : undefined;
    if (isAsKnown === false && (value ?? null) !== null) return [[path, value] as const];
    if (isAsKnown === true) return [];
    if (isHarmless(fields, name, at, read) || saysNothing(name, value)) return [];
    if (isNew) return isRepeat(fields, name, at, read) ? [] : [[path, value] as const];
    const isShallow = path.split('.').length < 4;
    return isFields(value) && isShallow ? unreadOf(value, `${path}.`, read, type) : [];
  });
}

function isHarmless(fields: Fields, name: string, at: string, read: ReadonlySet<string>): boolean {
  if (name.length > 80) return false;
  const isBeside = ([by, names]: (typeof beside)[number]): boolean =>
    names.test(name) && read.has(at + by) && (fields[by] ?? null) !== null;
  return harmless.test(name) || plain.test(name) || beside.some(isBeside);
}

/** Absent in other words; or what every layer is anyway. */
function saysNothing(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') {
    return true;
  }
  if (isFields(value)) return Object.keys(value).length === 0;
  if (!Array.isArray(value)) return false;
  const isPlain = name === 'layer_types' && value.every((kind) => kind === 'full_attention');
  return value.length === 0 || isPlain;
}

function isRepeat(fields: Fields, name: string, at: string, read: ReadonlySet<string>): boolean {
  const names = repeats.filter((group) => group.includes(name)).flat();
  return names.some((other) => read.has(at + other) && Object.is(fields[other], fields[name]));
}
