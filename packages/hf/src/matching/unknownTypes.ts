import type { Finding, LayerTypeConfig, UnknownTensor } from '@mantile/config';
import type { DtypeName, LayerRegistry } from '@mantile/core';
import type { UnknownTypes } from '../blueprint/composeConfig.ts';
import { gapNames } from './gapNames.ts';
import { byFormat, formatFindings, type FindTensor } from './unknownFormats.ts';
import { partOfModule, type TextLayers } from './modulePart.ts';
import { indicesOf, type Occurrence, type UnknownModule } from './unknownLayers.ts';

/** Modules that no layer kind explains, as types of layers that wait for one, in the formats that they are stored in. */
export function unknownTypes(
  modules: readonly UnknownModule[],
  registry: LayerRegistry,
  find: FindTensor,
  ownDtype: DtypeName,
  text: TextLayers,
): UnknownTypes & { readonly findings: readonly Finding[] } {
  const names = gapNames(modules, registry, text);
  const taken = new Set(names.map(({ name }) => name));
  const findings: Finding[] = [];
  const types = modules.flatMap((module, at): readonly LayerTypeConfig[] => {
    const { name = '', className = '', stem = '' } = names[at] ?? {};
    const alike = byFormat(module, find, ownDtype);
    findings.push(...formatFindings(module, alike, find));
    return alike.map(({ occurrences, weights, tensors }, group) => ({
      name: group === 0 ? name : nextName(name, taken),
      class: className,
      count: occurrences.length,
      ...placesOf(module.module, occurrences, text),
      supported: false,
      // One gap, and one report, whatever its layers are stored in.
      gapReport: `gaps/${stem}.md`,
      ...(weights !== ownDtype && { dtypes: { weights } }),
      tensors,
      specs: { parameterCount: elementsOf(tensors) },
    }));
  });
  const parameters = types.reduce(
    (sum, { count, tensors = [] }) => sum + count * elementsOf(tensors),
    0,
  );
  return { types, parameters, findings };
}

/** The layers of some occurrences, where they are layers that a config can have. */
function placesOf(
  module: string,
  occurrences: readonly Occurrence[],
  text: TextLayers,
): { readonly layerIndices?: string } {
  const part = partOfModule(module, text);
  const isBeyond = ({ layer = 0 }: Occurrence): boolean => layer >= text.count;
  const isNone = part === 'other' || (part === 'text' && occurrences.some(isBeyond));
  return isNone ? {} : indicesOf(occurrences);
}

function nextName(name: string, taken: Set<string>): string {
  let next = 2;
  while (taken.has(`${name}.${next}`)) next += 1;
  taken.add(`${name}.${next}`);
  return `${name}.${next}`;
}

function elementsOf(tensors: readonly UnknownTensor[]): number {
  return tensors.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
}
