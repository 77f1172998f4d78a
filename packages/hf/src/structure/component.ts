/**
 * What a tensor serves: a part of the text model, or a part beside it.
 *
 * @example
 * import { componentOf, type Component } from '@mantile/hf';
 * const component: Component = componentOf('model.layers.3.mlp.experts.7.up_proj.weight');
 * component // => 'experts'
 * @category Structure
 */
export type Component =
  | 'embedding'
  | 'attention'
  | 'feedforward'
  | 'experts'
  | 'recurrent'
  | 'norm'
  | 'head'
  | 'vision'
  | 'audio'
  | 'mtp'
  | 'other';

/** In the order in which they decide: what lies in a tower is the tower's, whatever it is. */
const patterns: readonly (readonly [Component, RegExp])[] = [
  ['mtp', /(^|\.)(mtp\w*|nextn\w*|eh_proj|enorm|hnorm|shared_head)(\.|$)/],
  ['audio', /(^|\.)(audio\w*|embed_audio|speech\w*|sound\w*)(\.|$)/],
  [
    'vision',
    /(^|\.)(vision\w*|visual|vit|image\w*|embed_vision|mm_projector|multi_modal_projector|patch_merge\w*|mm|v\.blk)(\.|$)/,
  ],
  ['norm', /(^|[._])(\w*norm\w*|ln_?\w*|layer_?norm\w*)\.(weight|bias)$/],
  ['experts', /(^|\.)(experts|ffn_\w+_exps)(\.|$)/],
  [
    'recurrent',
    /(^|\.)(linear_attn|mamba\w*|ssm_\w+|A_log|dt_bias|dt_proj|x_proj|conv1d|short_?conv|mixer\.(in_proj|out_proj|D)|conv\.\w+)(\.|$)/,
  ],
  [
    'attention',
    /(^|\.)(self_attn|self_attention|attn\w*|attention\w*|qkv\w*|query_key_value|[qkvo]_proj|c_attn|wqkv|w[qkvo]|sinks)(\.|$)/i,
  ],
  [
    'feedforward',
    /(^|\.)(mlp|ffn\w*|feed_forward|block_sparse_moe|moe|fc[12]|dense_\w+|(gate|up|down|gate_up)_proj|shared_expert\w*|c_fc|w[123]|router|gate)(\.|$)/,
  ],
  ['head', /(^|\.)(lm_head|embed_out|output_layer|output|head)(\.|$)/],
  [
    'embedding',
    /(^|\.)(embed\w*|wte|wpe|tok_embeddings|token_embd|word_embeddings|position_embd|embd)(\.|$)/,
  ],
];

const longestName = 1000;

/**
 * What a tensor serves, by its name; `other` when the name does not tell.
 *
 * @example
 * import { componentOf } from '@mantile/hf';
 * ['model.embed_tokens.weight', 'lm_head.weight', 'model.visual.blocks.0.attn.qkv.weight'].map(componentOf) // => ['embedding', 'head', 'vision']
 * @category Structure
 */
export function componentOf(name: string): Component {
  if (name.length > longestName) return 'other';
  return patterns.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other';
}
