import { modelParts, type ModelPart } from './modelConfig.ts';

/**
 * What a layer does in its block; configs list layers in this order.
 *
 * @example
 * import { layerRoles } from '@mantile/config';
 * layerRoles[0] // => 'attention'
 * @category Model configs
 */
export const layerRoles = ['attention', 'feedforward', 'norm', 'embedding', 'head'] as const;

/**
 * One of the roles.
 *
 * @example
 * import type { LayerRole } from '@mantile/config';
 * const role: LayerRole = 'norm';
 * role // => 'norm'
 * @category Model configs
 */
export type LayerRole = (typeof layerRoles)[number];

/**
 * The name of a type of layer, taken apart: `vision.attention.full`.
 *
 * @example
 * import { readLayerName, type LayerName } from '@mantile/config';
 * const name: LayerName = readLayerName('mixer');
 * name.role // => undefined
 * @category Model configs
 */
export interface LayerName {
  readonly part: ModelPart;
  /** Undefined where the name is none of the standard ones. */
  readonly role: LayerRole | undefined;
}

const refinement = /^[a-z0-9][a-z0-9_-]*$/i;

/** The part that a type of layer belongs to: the first word of its name where that is a part, otherwise the text. */
export function partOf(name: string): ModelPart {
  const [first] = name.split('.');
  return modelParts.find((part) => part === first) ?? 'text';
}

/**
 * Takes the name of a type of layer apart.
 *
 * @example
 * import { readLayerName } from '@mantile/config';
 * readLayerName('attention.sliding') // => { part: 'text', role: 'attention' }
 * readLayerName('vision.norm') // => { part: 'vision', role: 'norm' }
 * @category Model configs
 */
export function readLayerName(name: string): LayerName {
  const part = partOf(name);
  const words = name.split('.');
  // The text model's own layers carry no prefix.
  const [first = '', ...rest] = part === 'text' ? words : words.slice(1);
  const role = layerRoles.find((candidate) => candidate === first);
  return { part, role: rest.every((word) => refinement.test(word)) ? role : undefined };
}
