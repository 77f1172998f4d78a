import { layerRoles, readLayerName, type LayerTypeConfig } from '@mantile/config';

const roles: readonly string[] = layerRoles;

/** Which of the standard names a type of gap belongs under. */
const byType: Readonly<Record<string, string>> = {
  MoE: 'feedforward',
  'Feed-forward': 'feedforward',
  Adapter: 'feedforward',
  Norm: 'norm',
  Residual: 'norm',
  Embedding: 'embedding',
  Convolution: 'embedding',
  Head: 'head',
};

/** A name for a supported layer: one of the standard names, refined by what the module was called, and not taken. */
export function standardName(
  wanted: string | undefined,
  before: string,
  gapType: string,
  types: readonly LayerTypeConfig[],
): string {
  const isTaken = (name: string): boolean =>
    types.some((type) => type.name === name && type.name !== before);
  const base = wanted ?? refined(before, gapType);
  let name = base;
  for (let next = 2; isTaken(name); next += 1) name = `${base}.${next}`;
  return name;
}

function refined(before: string, gapType: string): string {
  const { part, role } = readLayerName(before);
  if (role !== undefined) return before;
  const [prefix, rest] =
    part === 'text' ? ['', before] : [`${part}.`, before.slice(part.length + 1)];
  if (rest.split('.').some((word) => roles.includes(word))) return before;
  const own = Object.hasOwn(byType, gapType) ? byType[gapType] : 'attention';
  return `${prefix}${own ?? 'attention'}.${rest}`;
}
