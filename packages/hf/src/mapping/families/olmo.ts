import type { ConfigReader } from '../configReader.ts';
import type { Family, Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm, type NormKind } from '../parts/frame.ts';
import { moeNaming, routedExpertsSpec } from '../parts/moe.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack, stack } from '../parts/stack.ts';
import { mixedAttention, slidingLayers, statedWindow, uniformAttention } from '../parts/window.ts';

/** OLMo 1: layer norms without any weights, of which checkpoints hold nothing. */
export const olmo: Family = {
  types: ['olmo'],
  describe: (source) => {
    const { config } = source;
    const norm: NormKind = {
      kind: 'NormLayer',
      spec: { hiddenSize: config.count('hidden_size'), normType: 'layer', hasWeight: false },
    };
    return preNormStack(source, {
      tiedByDefault: false,
      norm,
      finalNorm: { norm, prefix: 'model.norm.' },
      attention: uniformAttention(groupedQuerySpec(config)),
      feedforward: gatedNetwork(config),
    });
  },
};

/** OLMo 2: norms behind both blocks instead of in front, queries and keys normed over all heads at once. */
export const olmo2: Family = {
  types: ['olmo2'],
  describe: (source) => {
    const spec = groupedQuerySpec(source.config, { qkNorm: 'fullWidth' });
    return postNormed(source, uniformAttention(spec), gatedNetwork(source.config));
  },
};

/** OLMo 3: OLMo 2 with windows in three of four layers. */
export const olmo3: Family = {
  types: ['olmo3'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { qkNorm: 'fullWidth' });
    const isSliding = slidingLayers(config, (layer) => (layer + 1) % 4 !== 0);
    const attention = mixedAttention(spec, isSliding, statedWindow(config, { absent: 4096 }));
    return postNormed(source, attention, gatedNetwork(config));
  },
};

/** OLMoE: experts in every layer, of the width that `intermediate_size` states. */
export const olmoe: Family = {
  types: ['olmoe'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { qkNorm: 'fullWidth' });
    return preNormStack(source, {
      tiedByDefault: false,
      attention: uniformAttention(spec),
      feedforward: mixture(config),
    });
  },
};

/** FlexOlmo: OLMo 2 with OLMoE's experts. */
export const flexOlmo: Family = {
  types: ['flex_olmo'],
  describe: (source) => {
    const spec = groupedQuerySpec(source.config, { qkNorm: 'fullWidth' });
    return postNormed(source, uniformAttention(spec), mixture(source.config));
  },
};

function mixture(config: ConfigReader): () => Body {
  const spec = routedExpertsSpec(config, 'intermediate_size');
  const body: Body = { name: 'feedforward.moe', kind: 'MoELayer', spec, naming: moeNaming() };
  return () => body;
}

function postNormed(
  source: Source,
  attention: (layer: number) => Body,
  feedforward: (layer: number) => Body,
) {
  const norm = rmsNorm(source.config.count('hidden_size'));
  return stack(source, {
    tiedByDefault: false,
    modules: (layer) => ({
      'self_attn.': attention(layer),
      'post_attention_layernorm.': norm,
      'mlp.': feedforward(layer),
      'post_feedforward_layernorm.': norm,
    }),
  });
}
