import type { LayerTypeConfig } from '@mantile/config';
import type { UnknownTypes } from '../blueprint/composeConfig.ts';
import type { UnknownModule } from './unknownLayers.ts';

/** Modules that no layer kind explains, as types of layers that wait for one. */
export function unknownTypes(modules: readonly UnknownModule[]): UnknownTypes {
  const taken = new Map<string, number>();
  let parameters = 0;
  const types = modules.map(({ module, count, layerIndices, tensors }): LayerTypeConfig => {
    const word = lastWord(module);
    const times = (taken.get(word) ?? 0) + 1;
    taken.set(word, times);
    const parameterCount = tensors.reduce((sum, { shape }) => sum + elements(shape), 0);
    parameters += parameterCount * count;
    return {
      name: times === 1 ? word : `${word}.${times}`,
      class: `${pascalCase(word)}Layer`,
      count,
      layerIndices,
      supported: false,
      gapReport: `gaps/${word}.md`,
      tensors,
      specs: { parameterCount },
    };
  });
  return { types, parameters };
}

/** The module's own name, fit for a file: `block_sparse_moe`. */
export function lastWord(module: string): string {
  const words = module.split('.').filter((word) => word !== '' && word !== '{layer}');
  return (words.at(-1) ?? 'model').toLowerCase().replace(/[^a-z0-9_]/g, '_') || 'model';
}

function pascalCase(word: string): string {
  return word
    .split('_')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
