/**
 * What no program quantises unless it is told to: embeddings and heads, norms, routers, convolutions, and small
 * projections that checkpoints keep whole.
 */
const leftWhole =
  /^(embed\w*|wte|wpe|tok_embeddings|word_embeddings\w*|position_embeddings?|pos_emb\w*|patch_embed\w*|lm_head|head|output|proj_out|score|classifier|\w*norm\w*|ln_\w+|gate|router|gating|shared_expert_gate|eh_proj|weights_proj|\w*conv(1d)?)$/;

/** Projections that are left whole by where they stand: what joins a predicted token's parts, and V4's compressors. */
const leftWholeThere = /(^|\.)(mtp\.fc|compressor\.(wkv|wgate))$/;

/** Towers beside the text model: checkpoints keep them whole, and most do not even say so. */
const tower =
  /(^|\.)(vision\w*|visual|image\w*|mm_projector|multi_modal_projector|patch_merge_mlp|embed_vision|embed_audio|audio\w*)(\.|$)/;

const stack = /(^|\.)experts\.(gate_up_proj|down_proj|gate_proj|up_proj|w[123])$/;

/** No module's name comes near it; the patterns above are quick on names alone. */
const longestName = 1000;

/** Whether a tensor is the weight of a linear layer, which is what programs quantise when they name none. */
export function isLinear(name: string, shape: readonly number[]): boolean {
  if (shape.length < 2 || name.length > longestName) return false;
  const isWeight = name.endsWith('.weight');
  if (!isWeight && !stack.test(name)) return false;
  const module = isWeight ? name.slice(0, -'.weight'.length) : name;
  const leaf = module.slice(module.lastIndexOf('.') + 1);
  return !leftWhole.test(leaf) && !leftWholeThere.test(module) && !tower.test(module);
}
