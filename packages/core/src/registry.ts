import { faultError } from './errors.ts';
import { describeValue } from './internal/describeValue.ts';
import type { LayerClass } from './layer.ts';
import { nearestName } from './nearestName.ts';

/**
 * The layer kinds that a tool knows, by name. Bring your own beside the standard ones.
 *
 * @example
 * import { createLayerRegistry, type LayerRegistry } from '@mantile/core';
 * import { MLPLayer, NormLayer } from '@mantile/layers';
 * const registry: LayerRegistry = createLayerRegistry([MLPLayer, NormLayer]);
 * registry.kinds // => ['MLPLayer', 'NormLayer']
 * @category Registry
 */
export interface LayerRegistry {
  /** All names, in the order of registration. */
  readonly kinds: readonly string[];
  /** The classes in the same order, to build a larger registry from. */
  readonly classes: readonly LayerClass[];
  /** Whether a kind of that name is known. */
  has(kind: string): boolean;
  /** The class of that name; an unknown one is refused, with the nearest known name. */
  get(kind: string): LayerClass;
}

/**
 * Makes a registry of layer classes; two of one name are refused.
 *
 * @example
 * import { createLayerRegistry } from '@mantile/core';
 * import { NormLayer } from '@mantile/layers';
 * createLayerRegistry([NormLayer]).get('NormLayer').kind // => 'NormLayer'
 * @category Registry
 */
export function createLayerRegistry(classes: readonly LayerClass[]): LayerRegistry {
  const byKind = new Map<string, LayerClass>();
  for (const layerClass of classes) {
    if (byKind.has(layerClass.kind)) {
      throw faultError({
        code: 'registry.duplicate_kind',
        path: layerClass.kind,
        value: layerClass.kind,
        message: 'two layer classes have this name.',
      });
    }
    byKind.set(layerClass.kind, layerClass);
  }
  const kinds = [...byKind.keys()];
  return {
    kinds,
    classes: [...classes],
    has: (kind) => byKind.has(kind),
    get(kind) {
      const found = byKind.get(kind);
      if (found !== undefined) return found;
      const near = typeof kind === 'string' ? nearestName(kind, kinds) : undefined;
      throw faultError({
        code: 'registry.unknown_kind',
        path: 'kind',
        value: kind,
        legal: kinds,
        message:
          `no layer kind ${describeValue(kind)}` +
          (near === undefined ? '.' : `, did you mean "${near}"?`) +
          ` Known: ${kinds.join(', ')}.`,
      });
    },
  };
}
