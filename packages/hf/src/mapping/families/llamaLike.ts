import type { Family, Source } from '../family.ts';
import { groupedQuerySpec, type AttentionChoices } from '../parts/attention.ts';
import { rotaryBuffers } from '../parts/buffers.ts';
import { plainNetwork } from '../parts/plainNetwork.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { mixedAttention, slidingLayers, statedWindow, uniformAttention } from '../parts/window.ts';
import { isOn } from '../parts/isOn.ts';

/** What is Llama but for its biases, defaults and windows. */
function likeLlama(source: Source, choices: AttentionChoices, tiedByDefault: boolean) {
  const { config } = source;
  return preNormStack(source, {
    tiedByDefault,
    attention: uniformAttention(groupedQuerySpec(config, choices)),
    feedforward: gatedNetwork(config),
  });
}

/** SmolLM 3: every fourth layer goes without rotation, which costs nothing; windows are off in what was published. */
export const smollm3: Family = {
  types: ['smollm3'],
  describe: (source) => {
    const { config } = source;
    const isWindowed = isOn(config, 'use_sliding_window');
    const spec = groupedQuerySpec(config, { numKvHeads: 4 });
    return preNormStack(source, {
      tiedByDefault: true,
      attention: isWindowed
        ? mixedAttention(
            spec,
            slidingLayers(config, () => true),
            statedWindow(config),
          )
        : uniformAttention(spec),
      feedforward: gatedNetwork(config),
    });
  },
};

/** Seed-OSS: biases on queries, keys and values, and a field of its own for that of the output. */
export const seedOss: Family = {
  types: ['seed_oss'],
  describe: (source) => {
    const { config } = source;
    const qkvBias = config.flag('attention_bias', { absent: true });
    const oBias = config.flag('attention_out_bias', { absent: false });
    return likeLlama(source, { numKvHeads: 8, headDim: 128, qkvBias, oBias }, false);
  },
};

/** InternLM 1: Llama with biases in attention, all under one field. */
export const internlm: Family = {
  types: ['internlm'],
  describe: (source) => {
    const hasBias = source.config.flag('bias', { absent: true });
    const model = likeLlama(source, { qkvBias: hasBias }, false);
    return { ...model, buffers: rotaryBuffers(source.config, model.numLayers) };
  },
};

/** InternLM 3: Llama with biases to be switched on, which are off in what was published. */
export const internlm3: Family = {
  types: ['internlm3'],
  describe: (source) => {
    const { config } = source;
    const qkvBias = config.flag('qkv_bias', { absent: false });
    const oBias = config.flag('bias', { absent: false });
    const filled = { ...source, config: config.overriddenBy({ mlp_bias: oBias }) };
    return likeLlama(filled, { numKvHeads: 2, qkvBias, oBias }, false);
  },
};

/** ERNIE 4.5 without experts: one field for all biases. */
export const ernie45: Family = {
  types: ['ernie4_5'],
  describe: (source) => {
    const hasBias = source.config.flag('use_bias', { absent: false });
    const filled = { ...source, config: source.config.overriddenBy({ mlp_bias: hasBias }) };
    return likeLlama(filled, { headDim: 128, qkvBias: hasBias }, true);
  },
};

/** Arcee's AFM: Llama with a network of two matrices, not gated. */
export const arcee: Family = {
  types: ['arcee'],
  describe: (source) => {
    const { config } = source;
    const hasBias = isOn(config, 'mlp_bias');
    const sizes = {
      hiddenSize: config.count('hidden_size'),
      intermediateSize: config.count('intermediate_size'),
    };
    const network = plainNetwork(sizes, hasBias);
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(groupedQuerySpec(config)),
      feedforward: () => network,
    });
  },
};

/** Hunyuan's dense models: queries and keys normed by head, after their rotation. */
export const hunyuanDense: Family = {
  types: ['hunyuan_v1_dense'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { qkNorm: 'perHead' });
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec, undefined, {
        'query_layernorm.weight': 'q_norm.weight',
        'key_layernorm.weight': 'k_norm.weight',
      }),
      feedforward: gatedNetwork(config),
    });
  },
};
