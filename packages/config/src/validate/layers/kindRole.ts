import { partOf } from '../../layerName.ts';
import { nameOf, roleOf } from '../../manifest/layerNames.ts';

/** Kinds of layers by what they plainly are, whatever a config calls them. */

const norms = new Set(['NormLayer', 'RMSNormLayer', 'LayerNormLayer']);
/** Networks that work on each position alone. */
const feedforwards = new Set([
  'MLPLayer',
  'GatedMLPLayer',
  'GLULayer',
  'SwiGLULayer',
  'MoELayer',
  'LatentMoELayer',
  'HashRoutedMoELayer',
  'ParallelMoELayer',
]);

/** Whether a kind is a norm. */
export function isNorm(kind: string): boolean {
  return norms.has(kind);
}

/** What a kind plainly is; undefined for those that stand in many places. */
export function plainRole(kind: string): 'attention' | 'feedforward' | undefined {
  if (feedforwards.has(kind)) return 'feedforward';
  return roleOf(nameOf(kind)) === 'attention' ? 'attention' : undefined;
}

/** Whether a part encodes something by itself: images, sound or a text to attend to. */
export function isTower(name: string): boolean {
  return ['vision', 'audio', 'encoder'].includes(partOf(name));
}
