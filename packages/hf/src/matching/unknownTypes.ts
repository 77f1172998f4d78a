import type { LayerTypeConfig } from '@mantile/config';
import type { LayerRegistry } from '@mantile/core';
import type { UnknownTypes } from '../blueprint/composeConfig.ts';
import { gapNames } from './gapNames.ts';
import type { UnknownModule } from './unknownLayers.ts';

/** Modules that no layer kind explains, as types of layers that wait for one. */
export function unknownTypes(
  modules: readonly UnknownModule[],
  registry: LayerRegistry,
): UnknownTypes {
  const names = gapNames(modules, registry);
  let parameters = 0;
  const types = modules.map(({ count, layerIndices, tensors }, at): LayerTypeConfig => {
    const { name = '', className = '', stem = '' } = names[at] ?? {};
    const parameterCount = tensors.reduce((sum, { shape }) => sum + elements(shape), 0);
    parameters += parameterCount * count;
    return {
      name,
      class: className,
      count,
      layerIndices,
      supported: false,
      gapReport: `gaps/${stem}.md`,
      tensors,
      specs: { parameterCount },
    };
  });
  return { types, parameters };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
