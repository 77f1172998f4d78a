import { partOf } from '../../build/partOf.ts';
import type { ModelPart } from '../../modelConfig.ts';

/** What a layer does in its block; configs list layers in this order. */
export const layerRoles = ['attention', 'feedforward', 'norm', 'embedding', 'head'] as const;
/** One of the roles. */
export type LayerRole = (typeof layerRoles)[number];

/** A layer type's name, taken apart: `vision.attention.full`. */
export interface LayerName {
  readonly part: ModelPart;
  /** Undefined where the name is none of the standard ones. */
  readonly role: LayerRole | undefined;
}

const refinement = /^[a-z0-9][a-z0-9_-]*$/i;

/** Takes a name apart. */
export function readLayerName(name: string): LayerName {
  const part = partOf(name);
  const words = name.split('.');
  // The text model's own layers carry no prefix.
  const [first = '', ...rest] = part === 'text' ? words : words.slice(1);
  const role = layerRoles.find((candidate) => candidate === first);
  return { part, role: rest.every((word) => refinement.test(word)) ? role : undefined };
}

const otherNames: readonly (readonly [RegExp, LayerRole])[] = [
  [/norm/, 'norm'],
  [/head(?!s)|logits|unembed/, 'head'],
  [/att|mamba|ssm|mixer|recurr|delta/, 'attention'],
  [/embed|tok|wte|wpe/, 'embedding'],
  [/mlp|ffn|feed|moe|expert|router|dense/, 'feedforward'],
];

/** The role that a name which is not standard most likely stands for. */
export function likelyRole(name: string): LayerRole {
  const rest = withoutPart(name);
  return otherNames.find(([pattern]) => pattern.test(rest))?.[1] ?? 'feedforward';
}

function withoutPart(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/^(text|vision|audio|encoder|mtp)\./, '');
}

/** The standard name that another most likely stands for. */
export function standardName(name: string): string {
  const { part } = readLayerName(name);
  const rest = withoutPart(name);
  const role = likelyRole(name);
  const word = rest.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  const prefix = part === 'text' ? '' : `${part}.`;
  const refined = word === '' || word === role || word.length > 40 ? role : `${role}.${word}`;
  return prefix + refined;
}
