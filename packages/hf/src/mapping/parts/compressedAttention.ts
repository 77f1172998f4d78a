import type { ConfigReader } from '../configReader.ts';
import type { Body } from './body.ts';

const kinds = new Map([
  [0, 'attention.sliding'],
  [4, 'attention.compressedSparse'],
  [128, 'attention.compressed'],
]);

/** The attention of each of so many layers of DeepSeek-V4, by how far it compresses what lies before its window. */
export function compressedAttentions(config: ConfigReader, numLayers: number): readonly Body[] {
  const ratios = config.numbers('compress_ratios');
  const shared = {
    hiddenSize: config.count('hidden_size'),
    numHeads: config.count('num_attention_heads'),
    headDim: config.count('head_dim'),
    qLoraRank: config.count('q_lora_rank'),
    oGroups: config.count('o_groups'),
    oLoraRank: config.count('o_lora_rank'),
    slidingWindow: config.count('sliding_window'),
  };
  if (ratios === undefined) {
    const message = 'expected how far each layer compresses, but there is none.';
    config.note('error', 'hf.field_missing', 'compress_ratios', message);
    return [];
  }
  if (ratios.length < numLayers) {
    const message = `lists ${ratios.length} layers, but ${numLayers} are needed, modules for prediction included.`;
    config.note('error', 'hf.layer_list_length', 'compress_ratios', message);
    return [];
  }
  const hasIndex = ratios.includes(4);
  const index = hasIndex && {
    indexNumHeads: config.count('index_n_heads'),
    indexHeadDim: config.count('index_head_dim'),
    indexTopk: config.count('index_topk'),
  };
  const bodies = new Map<number, Body>();
  for (const compressRatio of new Set(ratios)) {
    const name = kinds.get(compressRatio);
    if (name === undefined) {
      const message = `expected each of 0, 4 and 128, got ${compressRatio}.`;
      config.note('error', 'hf.field_invalid', 'compress_ratios', message);
      continue;
    }
    const spec = { ...shared, compressRatio, ...(compressRatio === 4 && index) };
    bodies.set(compressRatio, { name, kind: 'CompressedAttentionLayer', spec });
  }
  return ratios.slice(0, numLayers).flatMap((ratio) => bodies.get(ratio) ?? []);
}
