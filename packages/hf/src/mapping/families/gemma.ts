import type { ConfigReader } from '../configReader.ts';
import type { Family, Source } from '../family.ts';
import { groupedQuerySpec, type AttentionChoices } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm } from '../parts/frame.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack, stack } from '../parts/stack.ts';
import { mixedAttention, slidingLayers, statedWindow, uniformAttention } from '../parts/window.ts';
import { isOn } from '../parts/isOn.ts';

/** Gemma 1: heads of 256 elements, which together are wider than the model. */
export const gemma: Family = {
  types: ['gemma'],
  describe: (source) => {
    const spec = groupedQuerySpec(source.config, { numKvHeads: 16, headDim: 256 });
    return preNormStack(source, {
      tiedByDefault: true,
      attention: uniformAttention(spec),
      feedforward: gatedNetwork(source.config),
    });
  },
};

/** Gemma 2: every other layer, the first included, is held to a window; norms behind blocks as well as in front. */
export const gemma2: Family = {
  types: ['gemma2'],
  describe: (source) => {
    const { config } = source;
    const isSliding = slidingLayers(config, (layer) => layer % 2 === 0);
    return sandwichNormed(source, attentionOf(config, {}, isSliding));
  },
};

/** The text models of Gemma 3: of six layers the last sees everything; queries and keys are normed head by head. */
export const gemma3Text: Family = {
  types: ['gemma3_text'],
  describe: (source) => {
    const { config } = source;
    // Files have called it both; six where neither is there, as the configuration class makes the list.
    const patternNames = ['sliding_window_pattern', '_sliding_window_pattern'];
    const isSliding = slidingLayers(
      config,
      (layer) => (layer + 1) % config.count(patternNames, { absent: 6 }) !== 0,
    );
    return sandwichNormed(source, attentionOf(config, { qkNorm: 'perHead' }, isSliding));
  },
};

function attentionOf(
  config: ConfigReader,
  choices: AttentionChoices,
  isSliding: (layer: number) => boolean,
): (layer: number) => Body {
  const spec = groupedQuerySpec(config, { numKvHeads: 4, headDim: 256, ...choices });
  // EmbeddingGemma is an encoder.
  const isEncoder = isOn(config, 'use_bidirectional_attention');
  const window = statedWindow(config, { absent: 4096 });
  return mixedAttention({ ...spec, ...(isEncoder && { isCausal: false }) }, isSliding, window);
}

function sandwichNormed(source: Source, attention: (layer: number) => Body) {
  const norm = rmsNorm(source.config.count('hidden_size'));
  const network = gatedNetwork(source.config);
  return stack(source, {
    tiedByDefault: true,
    modules: (layer) => ({
      'input_layernorm.': norm,
      'self_attn.': attention(layer),
      'post_attention_layernorm.': norm,
      'pre_feedforward_layernorm.': norm,
      'mlp.': network(),
      'post_feedforward_layernorm.': norm,
    }),
  });
}
