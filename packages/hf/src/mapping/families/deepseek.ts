import type { ConfigReader } from '../configReader.ts';
import type { Family, ModelPieces, Source } from '../family.ts';
import type { Body } from '../parts/body.ts';
import type { Frame } from '../parts/frame.ts';
import { indexedLatentSpec, latentSpec } from '../parts/latentAttention.ts';
import { latentDecoder } from '../parts/latentDecoder.ts';

// DeepSeek's configuration classes take 1536 for V2 and V3 alike.
const latentDefaults = { qLoraRank: 1536 };

function latentAttention(config: ConfigReader): Body {
  return {
    name: 'attention',
    kind: 'MultiHeadLatentAttentionLayer',
    spec: latentSpec(config, latentDefaults),
  };
}

/** DeepSeek-V2 and V2.5, the Lite model included. */
export const deepseekV2: Family = {
  types: ['deepseek_v2'],
  describe: (source) => {
    const attention = latentAttention(source.config);
    return latentDecoder(source, {
      attention: () => attention,
      hasCorrectionBias: source.config.raw('topk_method') === 'noaux_tc',
      numModules: 0,
    });
  },
};

/** DeepSeek-V3, R1 and V3.1, Kimi K2 and Moonlight; Kimi K2.5 has it below prefixes of its own. */
function deepseekV3Decoder(
  source: Source,
  frame: Pick<Frame, 'prefix' | 'head'> = {},
): ModelPieces {
  const attention = latentAttention(source.config);
  return latentDecoder(source, {
    ...frame,
    attention: () => attention,
    hasCorrectionBias: hasCorrectionBias(source.config),
    numModules: statedModules(source.config),
    // Stated nowhere: each module of DeepSeek's has copies of both.
    owns: { hasOwnEmbedding: true, hasOwnHead: true },
  });
}

/** DeepSeek-V3 and what is built like it. */
export const deepseekV3: Family = {
  types: ['deepseek_v3', 'kimi_k2'],
  describe: (source) => ({ ...deepseekV3Decoder(source), buffers: rotaryBuffers(source.config) }),
};

/** DeepSeek-V3.2: V3 with a lightning indexer in every layer, modules for prediction included. */
export const deepseekV32: Family = {
  types: ['deepseek_v32'],
  describe: (source) => {
    const attention: Body = {
      name: 'attention.sparse',
      kind: 'SparseLatentAttentionLayer',
      spec: indexedLatentSpec(source.config, latentDefaults),
    };
    return latentDecoder(source, {
      attention: () => attention,
      hasCorrectionBias: hasCorrectionBias(source.config),
      numModules: statedModules(source.config),
      owns: { hasOwnEmbedding: true, hasOwnHead: true },
    });
  },
};

/** The bias belongs to this method of routing, the only one that the model's code of V3 knows. */
export function hasCorrectionBias(config: ConfigReader): boolean {
  return config.text('topk_method', { absent: 'noaux_tc' }) === 'noaux_tc';
}

/** Modules for multi-token prediction. Where the field is left out, transformers knows none. */
export function statedModules(config: ConfigReader): number {
  return config.countOrZero('num_nextn_predict_layers', { absent: 0 });
}

/** Kimi K2 and Moonlight store the frequencies of an older rotation of whole heads, which nothing reads. */
function rotaryBuffers(config: ConfigReader) {
  const halfHead = config.count('hidden_size') / config.count('num_attention_heads') / 2;
  return Array.from({ length: config.count('num_hidden_layers') }, (_, layer) => ({
    name: `model.layers.${layer}.self_attn.rotary_emb.inv_freq`,
    shape: [halfHead],
    dtype: 'F32',
    isBuffer: true,
    isOptional: true,
  }));
}
