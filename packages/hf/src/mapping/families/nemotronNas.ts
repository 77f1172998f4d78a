import type { ConfigReader } from '../configReader.ts';
import type { Family } from '../family.ts';
import type { Body } from '../parts/body.ts';
import { rmsNorm, type NormKind } from '../parts/frame.ts';
import { hasOneEach } from '../parts/layerPattern.ts';
import { stack, type Modules } from '../parts/stack.ts';
import { isOn } from '../parts/isOn.ts';

/** Models that a search over architectures left of Llama (DeciLM): each layer has blocks of its own, or none. */
export const nemotronNas: Family = {
  types: ['nemotron-nas', 'deci'],
  describe: (source) => {
    const { config } = source;
    const norm = rmsNorm(config.count('hidden_size'));
    const blocks = config.sections('block_configs');
    if (blocks === undefined) {
      config.note(
        'error',
        'hf.field_missing',
        'block_configs',
        'expected the blocks of every layer: without them nothing is known of its width.',
        'Take the complete config.json of the model, not an extract.',
      );
    } else {
      hasOneEach(config, 'block_configs', blocks, config.count('num_hidden_layers'));
    }
    const bodies = new Map<string, Body>();
    // Alike layers share one spec.
    const once = (body: Body | undefined): Body | undefined => {
      if (body === undefined) return undefined;
      const key = JSON.stringify(body);
      const known = bodies.get(key) ?? body;
      bodies.set(key, known);
      return known;
    };
    return stack(source, {
      tiedByDefault: false,
      modules: (layer) => {
        const block = blocks?.[layer];
        if (block === undefined) return {};
        return {
          ...behind(norm, 'input_layernorm.', 'self_attn.', once(attentionOf(config, block))),
          ...behind(norm, 'post_attention_layernorm.', 'mlp.', once(networkOf(config, block))),
        };
      },
    });
  },
};

/** A block and the norm in front of it, which goes where the block goes. */
function behind(norm: NormKind, normAt: string, at: string, body: Body | undefined): Modules {
  return body === undefined
    ? { [at]: { name: at === 'mlp.' ? 'feedforward.none' : 'attention.none', ...nothing } }
    : { [normAt]: norm, [at]: body };
}

const nothing = { kind: 'NoOpLayer', spec: {} };

function attentionOf(config: ConfigReader, block: ConfigReader): Body | undefined {
  const attention = block.section('attention');
  if (isOn(attention, 'no_op')) return undefined;
  const hiddenSize = config.count('hidden_size');
  const hasBias = isOn(config, 'attention_bias');
  if (isOn(attention, 'replace_with_linear')) {
    return linear('attention.replaced', 'linear_attn', hiddenSize, hasBias);
  }
  const numHeads = config.count('num_attention_heads');
  const groupSize = attention.count('n_heads_in_group');
  if (numHeads % groupSize !== 0) {
    const message = `groups of ${groupSize} do not divide ${numHeads} heads.`;
    attention.note('error', 'hf.heads_uneven', 'n_heads_in_group', message);
  }
  const headDim = config.optionalCount('head_dim');
  const spec = {
    hiddenSize,
    numHeads,
    numKvHeads: numHeads / groupSize,
    ...(headDim !== undefined && headDim * numHeads !== hiddenSize && { headDim }),
    ...(hasBias && { hasBias }),
  };
  const window = attention.optionalCount('window_length') ?? 0;
  if (window === 0) return { name: 'attention', kind: 'GroupedQueryAttentionLayer', spec };
  const numSinks = attention.optionalCount('num_sink_tokens') ?? 0;
  return {
    name: 'attention.sliding',
    kind: 'SlidingWindowAttentionLayer',
    spec: { ...spec, slidingWindow: window, ...(numSinks > 0 && { numSinks }) },
  };
}

function networkOf(config: ConfigReader, block: ConfigReader): Body | undefined {
  const network = block.section('ffn');
  if (isOn(network, 'no_op')) return undefined;
  const hiddenSize = config.count('hidden_size');
  const hasBias = isOn(config, 'mlp_bias');
  if (isOn(network, 'replace_with_linear')) {
    return linear('feedforward.replaced', 'linear_mlp', hiddenSize, hasBias);
  }
  const intermediateSize = widthOf(network, hiddenSize);
  return {
    name: 'feedforward',
    kind: 'GatedMLPLayer',
    spec: { hiddenSize, intermediateSize, ...(hasBias && { hasBias }) },
  };
}

/** The width that is stated, or that a multiple makes: two thirds of it, rounded up to 256, as the model's code does. */
function widthOf(network: ConfigReader, hiddenSize: number): number {
  const stated = network.optionalCount('intermediate_size');
  if (stated !== undefined) return stated;
  const multiple = network.raw('ffn_mult');
  if (typeof multiple === 'number' && multiple > 0 && multiple < 1e3) {
    return Math.ceil(Math.trunc((2 * multiple * hiddenSize) / 3) / 256) * 256;
  }
  network.note(
    'error',
    'hf.field_missing',
    'ffn_mult',
    'expected a number above 0, but there is none.',
    'Take the complete config.json of the model, not an extract.',
  );
  return 1;
}

function linear(name: string, module: string, hiddenSize: number, hasBias: boolean): Body {
  return {
    name,
    kind: 'LinearReplaceLayer',
    spec: { hiddenSize, ...(hasBias && { hasBias }) },
    naming: { [`${module}.weight`]: 'linear.weight', [`${module}.bias`]: 'linear.bias' },
  };
}
