import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import { groupedQuerySpec } from '../parts/attention.ts';
import type { Body } from '../parts/body.ts';
import { gatedMlpSpec } from '../parts/feedforward.ts';
import { rmsNorm } from '../parts/frame.ts';
import { gatedNetwork } from '../parts/sparseLayers.ts';
import { preNormStack, stack } from '../parts/stack.ts';
import { linearNaming } from '../parts/tower.ts';
import { mixedAttention, slidingLayers, statedWindow, uniformAttention } from '../parts/window.ts';

/** EXAONE 3 and 3.5: Llama under names of GPT-2. */
export const exaone: Family = {
  types: ['exaone'],
  describe: (source) => {
    const config = source.config.overriddenBy({
      num_hidden_layers: source.config.count(['num_layers', 'num_hidden_layers']),
    });
    const norm = rmsNorm(config.count('hidden_size'));
    const network: Body = {
      name: 'feedforward',
      kind: 'GatedMLPLayer',
      spec: gatedMlpSpec(config),
      naming: linearNaming({ c_fc_0: 'gate_proj', c_fc_1: 'up_proj', c_proj: 'down_proj' }),
    };
    return preNormStack(
      { ...source, config },
      {
        prefix: 'transformer.',
        layers: 'h',
        embedding: 'transformer.wte.',
        finalNorm: { norm, prefix: 'transformer.ln_f.' },
        tiedByDefault: true,
        attention: uniformAttention(
          groupedQuerySpec(config, { qkvBias: false }),
          undefined,
          linearNaming({ out_proj: 'o_proj' }),
        ),
        feedforward: () => network,
        places: {
          attentionNorm: 'ln_1.',
          attention: 'attn.attention.',
          feedforwardNorm: 'ln_2.',
        },
      },
    );
  },
};

/** EXAONE 4: norms behind both blocks, queries and keys normed by head; the large one has windows in three of four layers. */
export const exaone4: Family = {
  types: ['exaone4'],
  describe: (source) => {
    const { config } = source;
    const spec = groupedQuerySpec(config, { numKvHeads: 32, qkNorm: 'perHead' });
    const window = statedWindow(config, { absent: 4096 });
    const attention = mixedAttention(
      spec,
      slidingLayers(config, (layer) => patternOf(config)(layer)),
      window,
    );
    const network = gatedNetwork(config);
    const norm = rmsNorm(config.count('hidden_size'));
    return stack(source, {
      tiedByDefault: false,
      modules: (layer) => ({
        'self_attn.': attention(layer),
        'post_attention_layernorm.': norm,
        'mlp.': network(),
        'post_feedforward_layernorm.': norm,
      }),
    });
  },
};

/** Windows in all but every so many layers, or as a string spells one period of them: `LLLG`. */
function patternOf(config: ConfigReader): (layer: number) => boolean {
  const spelled = config.raw('sliding_window_pattern');
  if (typeof spelled === 'string' && /^[LG]{1,64}$/.test(spelled)) {
    return (layer) => spelled[layer % spelled.length] === 'L';
  }
  // Four where it is absent, as the configuration class makes the list.
  const period = config.countOrZero('sliding_window_pattern', { absent: 4 });
  return (layer) => period > 0 && (layer + 1) % period !== 0;
}
