import { logicalTensors, type LogicalTensor } from '../quantization/logicalTensors.ts';
import { refusal } from '../read/refusal.ts';
import { requireTensors } from '../tensors/requireTensors.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { attentionOf, type AttentionStructure } from './attentionOf.ts';
import { componentOf } from './component.ts';
import { feedForwardOf, type FeedForwardStructure } from './feedForwardOf.ts';
import type { PatternTensor } from './layerGroup.ts';

/**
 * Layers that are alike: the same tensors of the same shapes.
 *
 * @example
 * import { analyzeLayerStructure, type LayerGroup } from '@mantile/hf';
 * const groups: readonly LayerGroup[] = analyzeLayerStructure([
 *   { name: 'model.layers.0.mlp.up_proj.weight', shape: [64, 16], dtype: 'BF16' },
 *   { name: 'model.layers.1.mlp.up_proj.weight', shape: [64, 16], dtype: 'BF16' },
 * ]).groups;
 * groups.map(({ layers, feedForward }) => [layers, feedForward.intermediateSize]) // => [[[0, 1], 64]]
 * @category Structure
 */
export interface LayerGroup {
  readonly layers: readonly number[];
  readonly attention: AttentionStructure;
  readonly feedForward: FeedForwardStructure;
  /** Names below the layer of its norms. */
  readonly norms: readonly string[];
  /** Names below the layer of its biases. */
  readonly biases: readonly string[];
  /** Each kind of tensor that a layer has. */
  readonly tensors: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly count: number;
  }[];
}

/**
 * How a model is built, as far as its tensors tell.
 *
 * @example
 * import { analyzeLayerStructure, type LayerStructure } from '@mantile/hf';
 * const structure: LayerStructure = analyzeLayerStructure([]);
 * [structure.numLayers, structure.hasHead] // => [0, false]
 * @category Structure
 */
export interface LayerStructure {
  /** Layers of the text model, those that predict further tokens not counted. */
  readonly numLayers: number;
  /** The text model's layers, those alike together, in the order of their first. */
  readonly groups: readonly LayerGroup[];
  /** What precedes a layer's number: `model.layers`. */
  readonly prefix: string;
  /** Whether a head is stored; a model without one uses its embedding. */
  readonly hasHead: boolean;
  /** Layers that predict further tokens. */
  readonly mtpLayers: number;
  readonly hasVision: boolean;
  readonly hasAudio: boolean;
}

const place = /^(?:(.*?)\.)?(layers|h|blocks|block|blk|layer)\.(\d{1,6})\.(.+)$/;
const predicts = /(^|\.)(eh_proj|enorm|hnorm|shared_head\.\S+|nextn\.\S+)(\.weight)?$/;

/**
 * Finds the layers of a model, which of them are alike, and what each is made of: its attention, its network, its
 * norms and biases. The head's size, where a `config.json` has it, settles what shapes leave open.
 *
 * @example
 * import { analyzeLayerStructure } from '@mantile/hf';
 * const weight = (name: string, shape: readonly number[]) => ({ name: `model.layers.0.self_attn.${name}.weight`, shape, dtype: 'BF16' as const });
 * const { groups } = analyzeLayerStructure([weight('q_proj', [8192, 8192]), weight('k_proj', [1024, 8192])], { headDim: 128 });
 * groups[0]?.attention // => { type: 'GQA', headDim: 128, numHeads: 64, numKvHeads: 8, hasBias: false }
 * @category Structure
 */
export function analyzeLayerStructure(
  tensors: readonly Tensor[],
  options: { readonly headDim?: number | undefined } = {},
): LayerStructure {
  requireTensors(tensors);
  const { headDim } = options;
  if (headDim !== undefined && !(Number.isSafeInteger(headDim) && headDim > 0)) {
    throw refusal({
      code: 'structure.head_dim',
      path: 'options.headDim',
      value: headDim,
      message: 'expected a whole number of at least 1.',
    });
  }
  const logical = logicalTensors(tensors).tensors;
  const components = new Set(logical.map(({ name }) => componentOf(name)));
  const stacks = stacksOf(logical);
  const [prefix, layers] = textStack(stacks);
  const own = [...layers].filter(([, parts]) => !parts.some(({ name }) => predicts.test(name)));
  const apart = [...stacks].filter(([name]) => /(^|\.)mtp(\.|$)/.test(name));
  return {
    numLayers: own.length,
    groups: groupsOf(own, headDim),
    prefix,
    hasHead: components.has('head'),
    mtpLayers: layers.size - own.length + apart.reduce((sum, [, each]) => sum + each.size, 0),
    hasVision: components.has('vision'),
    hasAudio: components.has('audio'),
  };
}

type Layers = Map<number, LogicalTensor[]>;

/** The layers of each stack; their tensors named as below the layer. */
function stacksOf(tensors: readonly LogicalTensor[]): Map<string, Layers> {
  const stacks = new Map<string, Layers>();
  for (const tensor of tensors) {
    if (tensor.name.length > 1000) continue;
    const [, before, list, number, name] = place.exec(tensor.name) ?? [];
    if (list === undefined || name === undefined) continue;
    const prefix = before === undefined ? list : `${before}.${list}`;
    const layers = stacks.get(prefix) ?? new Map<number, LogicalTensor[]>();
    stacks.set(prefix, layers);
    const index = Number(number);
    const parts = layers.get(index) ?? [];
    layers.set(index, parts);
    parts.push({ ...tensor, name });
  }
  return stacks;
}

/** The deepest stack that is no tower's. */
function textStack(stacks: Map<string, Layers>): readonly [string, Layers] {
  const none: readonly [string, Layers] = ['', new Map<number, LogicalTensor[]>()];
  return [...stacks].reduce((best, stack) => {
    const component = componentOf(`${stack[0]}.0.weight`);
    const isBeside = component === 'vision' || component === 'audio' || component === 'mtp';
    return !isBeside && stack[1].size > best[1].size ? stack : best;
  }, none);
}

function groupsOf(
  layers: readonly (readonly [number, readonly LogicalTensor[]])[],
  headDim: number | undefined,
): readonly LayerGroup[] {
  const groups = new Map<string, { layers: number[]; tensors: readonly PatternTensor[] }>();
  for (const [number, tensors] of layers) {
    const patterns = patternsOf(tensors);
    const key = patterns.map(({ name, shape, count }) => `${name}:${shape.join('x')}:${count}`);
    const signature = key.sort().join(' ');
    const group = groups.get(signature) ?? { layers: [], tensors: patterns };
    groups.set(signature, group);
    group.layers.push(number);
  }
  return [...groups.values()]
    .map((group) => describe(group.layers.sort(ascending), group.tensors, headDim))
    .sort((one, other) => (one.layers[0] ?? 0) - (other.layers[0] ?? 0));
}

function ascending(one: number, other: number): number {
  return one - other;
}

/** Experts' tensors by their common name; those of other shapes apart. */
function patternsOf(tensors: readonly LogicalTensor[]): readonly PatternTensor[] {
  const patterns = new Map<string, PatternTensor>();
  for (const { name, shape } of tensors) {
    const pattern = name.replace(/\.\d+\./g, '.*.');
    const key = `${pattern} ${shape.join(',')}`;
    const count = (patterns.get(key)?.count ?? 0) + 1;
    patterns.set(key, { name: pattern, shape, count });
  }
  return [...patterns.values()];
}

function describe(
  layers: readonly number[],
  tensors: readonly PatternTensor[],
  headDim: number | undefined,
): LayerGroup {
  const names = tensors.map(({ name }) => name);
  return {
    layers,
    attention: attentionOf(tensors, headDim),
    feedForward: feedForwardOf(tensors),
    norms: names.filter((name) => componentOf(name) === 'norm' && name.endsWith('.weight')),
    biases: names.filter((name) => name.endsWith('.bias')),
    tensors,
  };
}
