import type { BuildOptions } from '@mantile/config';
import type { EstimateRequest } from './request.ts';

/** How a model is built where somebody says that its experts are liked equally: nothing then tells them apart. */
export function evenly(
  options: BuildOptions,
  { routingSkew }: Pick<EstimateRequest, 'routingSkew'>,
): BuildOptions {
  const { layers } = options;
  if (routingSkew !== 0 || layers === undefined) return options;
  const even = Object.entries(layers).map(([name, layer]) => [
    name,
    layer.specs?.['popularityShape'] === undefined
      ? layer
      : { ...layer, specs: { ...layer.specs, popularityShape: undefined } },
  ]);
  return { ...options, layers: Object.fromEntries(even) as typeof layers };
}
