import type { ModelPart } from '@mantile/config';
import { partPrefix, type Piece } from '../../blueprint/blueprint.ts';
import type { ModelPieces, Source } from '../family.ts';
import type { Body } from './body.ts';
import { decoder, rmsNorm, type Frame, type NormKind } from './frame.ts';

/** The modules of a layer in the order in which they run, by where they lie below it: `self_attn.`. */
export type Modules = Readonly<Record<string, Body | NormKind>>;

/** The modules of one layer at their places. */
export function modulesAt(
  modules: Modules,
  prefix: string,
  layer: number,
  part: ModelPart = 'text',
): readonly Piece[] {
  return Object.entries(modules).map(([at, module]) => {
    const name = 'name' in module ? module.name : 'norm';
    return { ...module, name: partPrefix(part) + name, prefix: prefix + at, layer };
  });
}

/** A decoder whose layers are such modules. */
export interface Stack extends Omit<Frame, 'layer'> {
  readonly modules: (layer: number) => Modules;
}

/** A decoder of layers of modules, in the usual frame. */
export function stack(source: Source, { modules, ...frame }: Stack): ModelPieces {
  return decoder(source, {
    ...frame,
    layer: (layer, prefix) => modulesAt(modules(layer), prefix, layer),
  });
}

/** A decoder whose layers norm in front of attention and of the network. */
export interface PreNormStack extends Omit<Stack, 'modules'> {
  readonly attention: (layer: number) => Body;
  readonly feedforward: (layer: number) => Body;
  readonly norm?: NormKind;
  /** Where the four modules lie, when not in the places of most. */
  readonly places?: Partial<
    Readonly<Record<'attentionNorm' | 'attention' | 'feedforwardNorm' | 'feedforward', string>>
  >;
}

/** A pre-norm decoder: what most language models are. */
export function preNormStack(source: Source, form: PreNormStack): ModelPieces {
  const { attention, feedforward, places = {}, ...frame } = form;
  const { norm = rmsNorm(source.config.count('hidden_size')) } = form;
  return stack(source, {
    ...frame,
    modules: preNormModules({ attention, feedforward, norm, places }),
  });
}

/** The modules of layers that norm in front of attention and of the network. */
export function preNormModules({
  attention,
  feedforward,
  norm,
  places = {},
}: Pick<PreNormStack, 'attention' | 'feedforward' | 'places'> & {
  readonly norm: NormKind;
}): (layer: number) => Modules {
  return (layer) => ({
    [places.attentionNorm ?? 'input_layernorm.']: norm,
    [places.attention ?? 'self_attn.']: attention(layer),
    [places.feedforwardNorm ?? 'post_attention_layernorm.']: norm,
    [places.feedforward ?? 'mlp.']: feedforward(layer),
  });
}
