import { findTensor, type PatternTensor } from './layerGroup.ts';

/**
 * The network behind a layer's attention, as far as its tensors tell.
 *
 * @example
 * import type { FeedForwardStructure } from '@mantile/hf';
 * const network: FeedForwardStructure = { type: 'moe', isGated: true, numExperts: 128, hasSharedExpert: false, hasBias: false };
 * network.numExperts // => 128
 * @category Structure
 */
export interface FeedForwardStructure {
  readonly type: 'dense' | 'moe' | 'none';
  /** Three projections, one of which opens and closes another; else two. */
  readonly isGated: boolean;
  readonly intermediateSize?: number;
  readonly numExperts?: number;
  readonly hasSharedExpert: boolean;
  readonly hasBias: boolean;
}

const expert = /(^|\.)(experts\.|ffn_(up|gate|down)_exps)/;
const shared = /(^|\.)(shared_experts?|shared_mlp|ffn_\w+_shexp)\./;
const gate = /(^|\.)(gate_proj|gate_up_proj|ffn_gate(_exps)?|w3|linear_v)(\.weight)?$/;
const up =
  /(^|\.)(up_proj|fc1|c_fc|dense_h_to_4h|ffn_up(_exps)?|w1|w3|gate_up_proj|wi)(\.weight)?$/;

/** The network of a layer with these tensors. */
export function feedForwardOf(tensors: readonly PatternTensor[]): FeedForwardStructure {
  const own = tensors.filter(({ name }) => expert.test(name) && !shared.test(name));
  const isMoe = own.length > 0;
  const parts = isMoe ? own : tensors.filter(({ name }) => !/attn|attention/.test(name));
  const first = findTensor(parts, up);
  if (first === undefined) {
    const isShared = tensors.some(({ name }) => shared.test(name));
    return { type: 'none', isGated: false, hasSharedExpert: isShared, hasBias: false };
  }
  const isStack = first.shape.length > 2;
  const isJoined = /gate_up_proj/.test(first.name);
  const rows = first.shape.at(-2);
  return {
    type: isMoe ? 'moe' : 'dense',
    isGated: findTensor(parts, gate) !== undefined,
    // Stacks are stored either way round, and joined ones twice as wide: only plain matrices show the size.
    ...(rows !== undefined && !isStack && { intermediateSize: isJoined ? rows / 2 : rows }),
    ...(isMoe && { numExperts: isStack ? (first.shape[0] ?? 0) : first.count }),
    hasSharedExpert: tensors.some(({ name }) => shared.test(name)),
    hasBias: parts.some(({ name }) => name.endsWith('bias')),
  };
}
