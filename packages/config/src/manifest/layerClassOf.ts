import { nearestName, type LayerClass, type LayerRegistry } from '@mantile/core';
import { didYouMean, knownNames, shown } from '../validate/text.ts';
import type { Findings } from './findings.ts';
import { attentionModes, classOf } from './layerTypes.ts';
import type { PlainValue } from './plainValue.ts';
import type { MapNode } from './sourceNode.ts';
import { topologyTypes } from './topologies.ts';

/** The class of a layer in a manifest; undefined, with what is wrong found, where there is none. */
export function layerClassOf(
  node: MapNode,
  type: string,
  mode: PlainValue | undefined,
  path: string,
  registry: LayerRegistry,
  findings: Findings,
): LayerClass | undefined {
  const placeOf = (key: string) => node.entries.get(key)?.value ?? node;
  const hasMode = type === 'AttentionLayer' && mode !== undefined;
  if (hasMode && !Object.hasOwn(attentionModes, String(mode))) {
    const modes = Object.keys(attentionModes);
    const near = nearestName(String(mode), modes);
    const message = `there is no mode ${shown(mode)}${didYouMean(near)} Known: ${modes.join(', ')}.`;
    const fix = `Use one of ${modes.join(', ')}.`;
    findings.error(placeOf('mode'), 'manifest.unknown_mode', `${path}.mode`, message, fix);
    return undefined;
  }
  const layerClass = classOf(type, mode, registry);
  if (layerClass !== undefined) return layerClass;
  const known = [...topologyTypes, ...registry.kinds];
  const near =
    [`${type}Layer`, `${type}Topology`].find((each) => known.includes(each)) ??
    nearestName(type, known);
  const message = `there is no layer or topology ${shown(type)}${didYouMean(near)}${knownNames(type, known)}`;
  const fix = near === undefined ? 'Use a type that there is.' : `Use "${near}".`;
  findings.error(placeOf('type'), 'manifest.unknown_type', `${path}.type`, message, fix);
  return undefined;
}
