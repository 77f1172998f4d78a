import type { LayerRegistry, ParallelAxis } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import { layerSummaries } from './layerSummaries.ts';

/**
 * What a layer kind is, and what it takes.
 *
 * @example
 * import { getSupportedLayers, type SupportedLayer } from '@mantile/hf';
 * const mlp: SupportedLayer | undefined = getSupportedLayers()['MLPLayer'];
 * mlp?.summary // => 'A dense feed-forward network of two projections, or of three when gated.'
 * @category Structure
 */
export interface SupportedLayer {
  /** A sentence; absent for kinds of your own. */
  readonly summary?: string;
  /** The package that has it; absent for kinds of your own. */
  readonly module?: string;
  /** The keys that its specs may have. */
  readonly specKeys: readonly string[];
  readonly supportedParallelism: readonly ParallelAxis[];
  /** Small legal specs. */
  readonly examples: readonly object[];
}

/**
 * The layer kinds that models can be mapped to, by name.
 *
 * @example
 * import { getSupportedLayers } from '@mantile/hf';
 * getSupportedLayers()['MLPLayer']?.specKeys.slice(0, 3) // => ['hiddenSize', 'intermediateSize', 'numProjections']
 * @category Structure
 */
export function getSupportedLayers(
  registry: LayerRegistry = standardLayers,
): Readonly<Record<string, SupportedLayer>> {
  return Object.fromEntries(
    registry.classes.map((layerClass) => {
      const { kind, specSchema, supportedParallelism, examples } = layerClass;
      const isStandard = standardLayers.has(kind) && standardLayers.get(kind) === layerClass;
      const summary = isStandard ? layerSummaries[kind] : undefined;
      const supported: SupportedLayer = {
        ...(summary !== undefined && { summary }),
        ...(isStandard && { module: '@mantile/layers' }),
        specKeys: keysOf(specSchema, examples),
        supportedParallelism,
        examples,
      };
      return [kind, supported];
    }),
  );
}

/** The keys of a schema that shows its shape, as zod's do; else those that the examples use. */
function keysOf(schema: object, examples: readonly object[]): readonly string[] {
  const { shape } = schema as { readonly shape?: unknown };
  if (typeof shape === 'object' && shape !== null) return Object.keys(shape);
  return [...new Set(examples.flatMap((example) => Object.keys(example)))];
}
