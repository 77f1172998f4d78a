import { readLayerName, type LayerRole } from '../../layerName.ts';

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
