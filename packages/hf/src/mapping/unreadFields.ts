import type { Finding } from '@mantile/config';
import { shown } from './lostFields.ts';
import { alike } from './ownNames.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of training, generation, text and files, which say nothing of what a step does. */
const harmless =
  /(^|_)(dropout|drop|std|range|eps|epsilon|ids?|init|initializer|seed|loss|coef|alpha|beta|gamma|lr|cache|dtype|version|path|name|auto_map|temperature|theta|tokens?|prob|pdrop|penalty|bias_update_speed|tokenizer\w*|pretraining_tp|ep_size|layerdrop)$|^(architectures|model_type|torch_dtype|dtype|transformers_version|auto_map|id2label|label2id|quantization_config|compression_config|output_\w+|return_\w+|use_cache|problem_type|pruned_heads|task_specific_params|finetuning_task|tie_word_embeddings|is_decoder|hidden_act|hidden_activation|activation_function|activation|mlp_hidden_act|rope_\w+|rotary_\w+|partial_rotary_factor|use_cache|chunk_size_feed_forward|max_length|min_length|length_penalty|num_beams|num_beam_groups|num_return_sequences|no_repeat_ngram_size|top_k|top_p|typical_p|bad_words_ids|do_sample|early_stopping|attn_implementation|_\w+|scoring_func|norm_topk_prob|topk_method|norm_type|position_embedding_type|max_window_layers|initializer_factor|init_method|embd_layer_norm|seq_aux|model_max_length|max_sequence_length|seq_length|max_position_embeddings|max_seq_len|original_max_position_embeddings)$/;

/** The same of published families: factors, activations, kernels and words for images, whatever the model's sizes. */
const plain =
  /(scaling_factor|_act|activation_func|_index|_placeholder|interleave|softcapping|_limit|_kernels|_overlap|_offset|_iteration|renormalize|_multiplier|logits_to_keep|prenorm_residual|_iters|_mode|_strategy|_seq_length|_soft_tokens_per_image|_max_frames|_score_type|gate_lower_bound)$|^(time_step_(floor|max|min|limit)|num_logits_to_keep|vision_feature_layer|image_grid_pinpoints|initial_context_length|default_output_length|pos_emb_type|merge_type|use_unified_vision_chunk|attention_value_scale)$/;

/** What files of latent attention state besides, and what those of experts everywhere do. */
const beside: readonly (readonly [by: string, names: RegExp])[] = [
  ['kv_lora_rank', /^(num_key_value_heads|head_dim|qk_head_dim)$/],
  ['q_lora_rank', /^(num_key_value_heads|head_dim|qk_head_dim|qk_rope_head_dim)$/],
  ['moe_intermediate_size', /^intermediate_size$/],
];

/** Widths that repeat each other where a model has one kind of network only. */
const repeats: readonly (readonly string[])[] = [
  ...alike,
  ['intermediate_size', 'moe_intermediate_size', 'ffn_hidden_size', 'shared_intermediate_size'],
];

const most = 25;

/** What the configuration says and the mapping looked at nowhere: what it changes, if anything, is not known. */
export function unreadFindings(config: Fields, read: ReadonlySet<string>): readonly Finding[] {
  const unread = unreadOf(config, '', read, 0);
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
  depth: number,
): readonly (readonly [path: string, value: unknown])[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const path = at + name;
    if (isHarmless(fields, name, at, read) || saysNothing(name, value)) return [];
    if (!read.has(path)) return isRepeat(fields, name, at, read) ? [] : [[path, value] as const];
    return isFields(value) && depth < 3 ? unreadOf(value, `${path}.`, read, depth + 1) : [];
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
