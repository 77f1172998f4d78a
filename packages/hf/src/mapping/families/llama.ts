import type { Family, ModelPieces, Source } from '../family.ts';
import { groupedQuerySpec, type AttentionChoices } from '../parts/attention.ts';
import { rotaryBuffers } from '../parts/buffers.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack } from '../parts/stack.ts';
import { noteIgnoredWindow, uniformAttention } from '../parts/window.ts';

/** Pre-norm decoders of grouped-query attention and a gated network: Llama and the many built alike. */
function preNormDecoder(source: Source, choices: AttentionChoices = {}): ModelPieces {
  return preNormStack(source, {
    tiedByDefault: false,
    attention: uniformAttention(groupedQuerySpec(source.config, choices)),
    feedforward: gatedNetwork(source.config),
  });
}

/** Llama 1 to 3, and what says it is one: Yi, TinyLlama, CodeLlama. */
export const llama: Family = {
  types: ['llama'],
  describe: (source) => {
    const model = preNormDecoder(source);
    // Granite's first code models say that they are Llamas, and that they have them.
    if (!source.config.states('mlp_bias')) source.config.noteDefault('mlp_bias', false);
    // Llama 2 was published with them.
    return { ...model, buffers: rotaryBuffers(source.config, model.numLayers) };
  },
};

/** Qwen 2 and 2.5: biases on queries, keys and values that no field states. */
export const qwen2: Family = {
  types: ['qwen2'],
  describe: (source) => {
    noteIgnoredWindow(source.config);
    return preNormDecoder(source, { qkvBias: true, oBias: false });
  },
};

/** Qwen 3: queries and keys normed head by head, which no field states either. */
export const qwen3: Family = {
  types: ['qwen3'],
  describe: (source) => {
    noteIgnoredWindow(source.config);
    return preNormDecoder(source, { qkNorm: 'perHead' });
  },
};
