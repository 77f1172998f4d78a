import type { ModelPart } from '@mantile/config';
import { partPrefix, type Piece } from '../../blueprint/blueprint.ts';
import type { ExpectedTensor, Naming } from '../../blueprint/naming.ts';
import type { ModelPieces } from '../family.ts';
import { normAt, type NormKind } from './frame.ts';

/** A layer at a place below that of its block. */
export interface Placed {
  readonly kind: string;
  readonly spec: Readonly<Record<string, unknown>>;
  /** What stands between the block's prefix and the names of its tensors. */
  readonly at: string;
  readonly naming?: Naming;
  /** What its name is refined by: `sliding`. */
  readonly refined?: string;
}

/** The pre-norm blocks of an encoder. */
export interface Blocks {
  readonly part: ModelPart;
  readonly numLayers: number;
  /** Prefix of a block: `visual.blocks.3.`. */
  readonly prefix: (layer: number) => string;
  readonly norm: NormKind;
  /** Where the norms of a block lie: in front of attention and of the network. */
  readonly norms: readonly [attention: string, feedforward: string];
  readonly attention: (layer: number) => Placed;
  readonly feedforward: Placed;
}

/** The pieces of an encoder's blocks. */
export function blocks(description: Blocks): readonly Piece[] {
  const { part, numLayers, norm, norms, feedforward } = description;
  return Array.from({ length: numLayers }, (_, layer) => {
    const prefix = description.prefix(layer);
    const attention = description.attention(layer);
    return [
      normAt(norm, prefix + norms[0], layer, part),
      placed(part, 'attention', attention, prefix, layer),
      normAt(norm, prefix + norms[1], layer, part),
      placed(part, 'feedforward', feedforward, prefix, layer),
    ];
  }).flat();
}

/** A layer of a part at its place. */
export function placed(
  part: ModelPart,
  role: string,
  { at, refined, ...layerOf }: Placed,
  prefix = '',
  layer?: number,
): Piece {
  const name = `${partPrefix(part)}${role}${refined === undefined ? '' : `.${refined}`}`;
  return { name, ...layerOf, prefix: prefix + at, layer };
}

/** The names of a vision patch projection that is stored as a convolution, and of what is added to its patches. */
export function patchNaming(
  convolution: string,
  kernel: readonly number[],
  others: Readonly<Record<string, string>> = {},
): Naming {
  return {
    [`${convolution}.weight`]: {
      of: 'patch_proj.weight',
      shape: ([width = 0]) => [width, ...kernel],
    },
    [`${convolution}.bias`]: 'patch_proj.bias',
    ...others,
  };
}

/** The names of an MLP's two projections, with their biases. */
export function mlpNaming(up: string, down: string): Naming {
  return linearNaming({ [up]: 'up_proj', [down]: 'down_proj' });
}

/** Projections under other names, with their biases. */
export function linearNaming(names: Readonly<Record<string, string>>): Naming {
  return Object.fromEntries(
    Object.entries(names).flatMap(([stored, own]) => [
      [`${stored}.weight`, `${own}.weight`],
      [`${stored}.bias`, `${own}.bias`],
    ]),
  );
}

const fused = ['q_proj', 'k_proj', 'v_proj'] as const;

/** Attention whose queries, keys and values are stored in one matrix. */
export function fusedQkvNaming(qkv: string, output: string): Naming {
  return {
    [`${qkv}.weight`]: { of: fused.map((name) => `${name}.weight`) },
    [`${qkv}.bias`]: { of: fused.map((name) => `${name}.bias`) },
    ...linearNaming({ [output]: 'o_proj' }),
  };
}

/** A part in front of a text model, with what files hold beside its weights. */
export interface Part {
  readonly pieces: readonly Piece[];
  readonly buffers?: readonly ExpectedTensor[] | undefined;
}

/** A text model behind other parts, which run before it. */
export function behind(
  model: ModelPieces,
  ...parts: readonly (Part | readonly Piece[])[]
): ModelPieces {
  const all = parts.map((part): Part => ('pieces' in part ? part : { pieces: part }));
  return {
    ...model,
    pieces: [...all.flatMap(({ pieces }) => pieces), ...model.pieces],
    buffers: [...(model.buffers ?? []), ...all.flatMap(({ buffers = [] }) => buffers)],
  };
}
