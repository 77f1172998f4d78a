import type { Family, Source } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import type { NormKind } from '../parts/frame.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { stack } from '../parts/stack.ts';
import { mixedAttention, slidingLayers, statedWindow, uniformAttention } from '../parts/window.ts';

/** Command R and Aya: attention and network side by side behind one layer norm without shift. */
export const cohere: Family = {
  types: ['cohere'],
  describe: (source) => {
    const { config } = source;
    const isNormed = config.flag('use_qk_norm', { absent: false });
    const spec = groupedQuerySpec(config, isNormed ? { qkNorm: 'perHeadAndDimension' } : {});
    return parallel(source, uniformAttention(spec));
  },
};

/** Command R7B and Command A: of four layers three are held to a window. */
export const cohere2: Family = {
  types: ['cohere2'],
  describe: (source) => {
    const { config } = source;
    // Four where it is absent, as the configuration class makes the list.
    const pattern = config.optionalCount('sliding_window_pattern', '_sliding_window_pattern') ?? 4;
    const isSliding = slidingLayers(config, (layer) => (layer + 1) % pattern !== 0);
    const window = statedWindow(config, { absent: 4096 });
    return parallel(source, mixedAttention(groupedQuerySpec(config), isSliding, window));
  },
};

function parallel(source: Source, attention: (layer: number) => Body) {
  const { config } = source;
  const norm: NormKind = {
    kind: 'LayerNormLayer',
    spec: { hiddenSize: config.count('hidden_size'), hasBias: false },
  };
  const network = gatedNetwork(config);
  return stack(source, {
    tiedByDefault: true,
    finalNorm: { norm, prefix: 'model.norm.' },
    modules: (layer) => ({
      'input_layernorm.': norm,
      'self_attn.': attention(layer),
      'mlp.': network(),
    }),
  });
}
