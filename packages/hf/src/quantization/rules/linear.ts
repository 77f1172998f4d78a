/**
 * What no program quantises unless it is told to: embeddings and heads, norms, routers, convolutions, and small
 * projections that checkpoints keep whole.
 */
const leftWhole =
  /(^|\.)(embed\w*|wte|wpe|tok_embeddings|word_embeddings\w*|position_embeddings?|lm_head|head|output|proj_out|score|classifier|\w*norm\w*|ln_\w+|gate|router|gating|shared_expert_gate|eh_proj|weights_proj|conv1d|\w*conv|A_log|D|dt_bias|rotary_emb|patch_embed\w*|pos_emb\w*|sinks)$/;

/** Towers beside the text model: checkpoints keep them whole, and most do not even say so. */
const tower =
  /(^|\.)(vision\w*|visual|image\w*|mm_projector|multi_modal_projector|patch_merge_mlp|embed_vision|embed_audio|audio\w*)(\.|$)/;

/** Whether a tensor is the weight of a linear layer, which is what programs quantise when they name none. */
export function isLinear(name: string, shape: readonly number[]): boolean {
  if (shape.length < 2) return false;
  const isStack = /(^|\.)experts\.(gate_up_proj|down_proj|gate_proj|up_proj|w[123])$/.test(name);
  if (!isStack && !name.endsWith('.weight')) return false;
  const module = name.replace(/\.weight$/, '');
  return !leftWhole.test(module) && !tower.test(module);
}
