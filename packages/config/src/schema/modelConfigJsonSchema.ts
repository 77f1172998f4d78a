import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import * as z from 'zod';
import { modelConfigSchema } from './modelConfigSchema.ts';
import { specJsonSchema } from './specJsonSchema.ts';

/**
 * The JSON Schema of model configs, for editors and for other languages: it knows what `specs` each class of
 * the registry takes. That of the standard layers is published with the package as
 * `schema/model-config.schema.json`.
 *
 * @example
 * import { modelConfigJsonSchema } from '@mantile/config';
 * modelConfigJsonSchema()['title'] // => 'Mantile model config'
 * @category Model configs
 */
export function modelConfigJsonSchema(
  options: { readonly registry?: LayerRegistry | undefined } = {},
): Readonly<Record<string, unknown>> {
  const { registry = standardLayers } = options;
  const specs = registry.classes.flatMap((layerClass) => {
    const schema = specJsonSchema(layerClass);
    return schema === undefined ? [] : [{ kind: layerClass.kind, schema }];
  });
  const schema = z.toJSONSchema(modelConfigSchema(), {
    io: 'input',
    override({ jsonSchema }) {
      if (jsonSchema.properties?.['specs'] === undefined) return;
      jsonSchema.properties['class'] = {
        ...(jsonSchema.properties['class'] as object),
        // An editor offers these, and takes others: layers that are not supported have classes too.
        anyOf: [{ enum: [...registry.kinds] }, {}],
      };
      jsonSchema.allOf = specs.map(({ kind }) => ({
        if: { properties: { class: { const: kind } } },
        then: { properties: { specs: { $ref: `#/$defs/${kind}` } } },
      }));
    },
  });
  return {
    ...schema,
    title: 'Mantile model config',
    $defs: Object.fromEntries(specs.map(({ kind, schema: spec }) => [kind, spec])),
  };
}
