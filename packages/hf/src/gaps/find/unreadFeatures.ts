import type { Feature } from './features.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Words of keys that describe what a model is made of. */
const architectural =
  /(attn|attention|head|rope|rotary|expert|moe|layer|hidden|window|norm|gate|gating|conv|state|ssm|lora|rank|kv|top_?k|sparse|router|residual|latent|width|embed|compress|block|memory|share|depth)/i;

/** Keys that are about training, generation, names and habits of the code, and say nothing of a step. */
const ofNoMatter =
  /(token|dropout|init|loss|eps|epsilon|act$|activation|use_cache|dtype|version|path|name|arch|auto_map|quant|id2label|label2id|output_|return_|coef|gradient|pretraining|theta|position|layer_types|max_window|softcap|scale|scaling|multiplier|norm_topk|normalize|implementation|cross_attention_hidden|problem|tie_|chunk_size_feed|prune|decoder$|^model_type|seq_aux|bias_update|aux|ep_size|layerdrop|temperature|mlp_bias|attention_bias|rope_parameters|freq|partial_rotary|interleave|topk_method|topk_group|rotary_dim|video_attn_type|feature_layer)/i;

/** Widths of plain attention, which files of latent attention state besides, and no model of theirs uses. */
const besideLatent = /^(num_key_value_heads|head_dim|qk_head_dim)$/;

/** Keys that a mapping did not look at although they look as if they described the architecture. */
export function unreadFeatures(config: Fields, unread: readonly string[]): readonly Feature[] {
  return unread.flatMap((path): Feature[] => {
    const key = path.split('.').at(-1) ?? path;
    if (key.length > 80 || !architectural.test(key) || ofNoMatter.test(path)) return [];
    const section = sectionOf(config, path);
    const isLatent =
      section !== undefined && (section['kv_lora_rank'] ?? section['q_lora_rank']) !== undefined;
    if (isLatent && besideLatent.test(key)) return [];
    const value = section?.[key];
    const says =
      value === true ||
      (typeof value === 'number' && value !== 0) ||
      (typeof value === 'string' && value !== '');
    if (!says) return [];
    return [
      {
        field: path,
        name: `${key} = ${JSON.stringify(value).slice(0, 40)}`,
        type: 'Configuration',
        meaning:
          'The mapping of this family does not read the field: what it changes, if anything, is not known. Read the model code.',
      },
    ];
  });
}

/** The section that a field lies in. */
function sectionOf(config: Fields, path: string): Fields | undefined {
  return path
    .split('.')
    .slice(0, -1)
    .reduce<Fields | undefined>((at, word) => at?.[word] as Fields | undefined, config);
}
