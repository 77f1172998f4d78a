import type { ConfigReader } from '../configReader.ts';
import { isOn } from './isOn.ts';

type Spec = Readonly<Record<string, unknown>>;

/** What differs between families with latent attention. */
export interface LatentChoices {
  /**
   * The configuration class's rank of queries where the field is left out. Written as null, queries are
   * projected directly, as where there is no such default.
   */
  readonly qLoraRank: number | undefined;
}

/** The spec of multi-head latent attention, by DeepSeek's fields. */
export function latentSpec(config: ConfigReader, choices: LatentChoices): Spec {
  const isStated = config.states('q_lora_rank') || choices.qLoraRank === undefined;
  if (choices.qLoraRank === undefined && !config.states('q_lora_rank')) {
    config.noteDefault('q_lora_rank', null);
  }
  const isDirect = isStated && !config.has('q_lora_rank');
  const hasBias = isOn(config, 'attention_bias');
  return {
    hiddenSize: config.count('hidden_size'),
    numHeads: config.count('num_attention_heads'),
    ...(!isDirect && { qLoraRank: config.count('q_lora_rank', rankOf(choices)) }),
    kvLoraRank: config.count('kv_lora_rank'),
    qkNopeHeadDim: config.count('qk_nope_head_dim'),
    qkRopeHeadDim: config.countOrZero('qk_rope_head_dim'),
    vHeadDim: config.count('v_head_dim'),
    ...(hasBias && { hasBias }),
  };
}

function rankOf({ qLoraRank }: LatentChoices) {
  return qLoraRank === undefined ? {} : { absent: qLoraRank };
}

/** The same with the lightning indexer of DeepSeek sparse attention. */
export function indexedLatentSpec(config: ConfigReader, choices: LatentChoices): Spec {
  return {
    ...latentSpec(config, choices),
    indexNumHeads: config.count('index_n_heads'),
    indexHeadDim: config.count('index_head_dim'),
    indexTopk: config.count('index_topk'),
  };
}
