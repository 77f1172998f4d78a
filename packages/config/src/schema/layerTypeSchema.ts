import { standardDtypes, type DtypeName } from '@mantile/core';
import * as z from 'zod';
import type { LayerTypeDocument } from '../modelConfigDocument.ts';

/** What a count may be: more would be no model. */
export const mostLayers = 1e6;

/** The name of a standard number format. */
export function dtypeNameSchema(): z.ZodType<DtypeName> {
  return z.enum(Object.keys(standardDtypes) as [DtypeName, ...DtypeName[]]);
}

/** The schema of one type of layer; which specs its class takes is for the registry to say. */
export function layerTypeSchema(): z.ZodType<LayerTypeDocument> {
  const dtype = dtypeNameSchema();
  return z.strictObject({
    name: z.string().min(1).max(200).meta({
      description:
        'attention, feedforward, norm, embedding or head, refined behind a dot where there are several (attention.sliding); outside the text model behind the part (vision.attention).',
    }),
    class: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'The layer kind, as the registry knows it.' }),
    count: z.int().min(1).max(mostLayers).meta({ description: 'How many there are of it.' }),
    layer_indices: z.string().min(1).max(2000).optional().meta({
      description: 'Which of the layers of its part these are, counted from 0: "0-2,5".',
    }),
    supported: z.boolean().meta({ description: 'Whether the registry has the class.' }),
    gap_report: z.string().min(1).nullish().meta({
      description: 'Where the gap report of an unsupported layer lies.',
    }),
    dtypes: z
      .strictObject({
        weights: dtype.exactOptional(),
        activations: dtype.exactOptional(),
        kv_cache: dtype.exactOptional(),
        compute: dtype.exactOptional(),
        communication: dtype.exactOptional(),
      })
      .optional()
      .meta({ description: "Number formats that differ from the model's." }),
    tensors: z
      .array(
        z.strictObject({
          name: z.string().min(1).meta({ description: "Name below the layer's prefix." }),
          shape: z
            .array(z.int().min(1))
            .max(16)
            .meta({ description: 'Sizes, the outermost first.' }),
          dtype: dtype.optional().meta({
            description: "The number format, where it is not that of the layer's weights.",
          }),
        }),
      )
      .optional()
      .meta({ description: 'The tensors of one layer, where the class is not known.' }),
    specs: z.record(z.string(), z.unknown()).meta({
      description:
        'What the class takes; beside it layer_idx, input_dim, output_dim and parameter_count, which are checked.',
    }),
  });
}
