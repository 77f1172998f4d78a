import { layerRoles, modelParts, readLayerName, type LayerTypeConfig } from '@mantile/config';
import type { Blueprint, Piece } from './blueprint.ts';

/** The pieces of a blueprint by type, in the order of model configs: alike and of one name is one type. */
export function layerTypesOf({ pieces }: Blueprint): readonly LayerTypeConfig[] {
  const groups = new Map<string, Map<string, Piece[]>>();
  const keys = new Map<object, string>();
  for (const piece of pieces) {
    const key = keys.get(piece.spec) ?? JSON.stringify(piece.spec);
    keys.set(piece.spec, key);
    const alike = `${piece.kind} ${JSON.stringify(piece.dtypes)} ${key}`;
    const group = groups.get(piece.name) ?? new Map<string, Piece[]>();
    groups.set(piece.name, group);
    const members = group.get(alike) ?? [];
    group.set(alike, members);
    members.push(piece);
  }
  return [...groups]
    .flatMap(([name, group]) =>
      // Several widths of one thing: `feedforward`, `feedforward.2`, `feedforward.3`.
      [...group.values()].map((members, at) =>
        layerType(at === 0 ? name : `${name}.${at + 1}`, members),
      ),
    )
    .sort(byRole);
}

/** The order of layer types in model configs: by part, then by role, then those of no role. */
export function byRole(one: LayerTypeConfig, other: LayerTypeConfig): number {
  return rank(one.name) - rank(other.name);
}

function layerType(name: string, members: readonly Piece[]): LayerTypeConfig {
  const [{ kind, spec, dtypes }] = members as readonly [Piece];
  const { role } = readLayerName(name);
  const indices = members.flatMap(({ layer }) => layer ?? []);
  const hasPlace = role === 'attention' || role === 'feedforward';
  return {
    name,
    class: kind,
    count: members.length,
    ...(hasPlace && indices.length > 0 && { layerIndices: rangesOf(indices) }),
    supported: true,
    ...(dtypes !== undefined && { dtypes }),
    specs: spec,
  };
}

/** Sorted indices as ranges: `0-2,5`. */
export function rangesOf(indices: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const index of indices) {
    const last = ranges.at(-1);
    if (last !== undefined && index === last[1] + 1) last[1] = index;
    else if (last?.[1] !== index) ranges.push([index, index]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

function rank(name: string): number {
  const { part, role } = readLayerName(name);
  const place = role === undefined ? layerRoles.length : layerRoles.indexOf(role);
  return modelParts.indexOf(part) * 10 + place;
}
