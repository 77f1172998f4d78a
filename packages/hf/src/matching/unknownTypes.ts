import type { Finding, LayerTypeConfig, UnknownTensor } from '@mantile/config';
import type { DtypeName, LayerRegistry } from '@mantile/core';
import type { UnknownTypes } from '../blueprint/composeConfig.ts';
import { gapNames } from './gapNames.ts';
import { byFormat, formatFindings, type FindTensor } from './unknownFormats.ts';
import { indicesOf, type UnknownModule } from './unknownLayers.ts';

/** Modules that no layer kind explains, as types of layers that wait for one, in the formats that they are stored in. */
export function unknownTypes(
  modules: readonly UnknownModule[],
  registry: LayerRegistry,
  find: FindTensor,
  ownDtype: DtypeName,
): UnknownTypes & { readonly findings: readonly Finding[] } {
  const names = gapNames(modules, registry);
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
      ...indicesOf(occurrences),
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
