import * as z from 'zod';
import type { ModelConfigDocument } from '../modelConfigDocument.ts';
import { dtypeNameSchema, layerTypeSchema, mostLayers } from './layerTypeSchema.ts';

// Built when first asked for, so that whoever reads no files carries no schema library.
function build(): z.ZodType<ModelConfigDocument> {
  const size = z.int().min(1).max(1e9);
  const parameters = z.int().min(0);
  return z.strictObject({
    $schema: z.string().max(2000).optional().meta({
      description: 'Where the schema of this file lies, for editors; nothing else reads it.',
    }),
    model_id: z
      .string()
      .min(1)
      .max(300)
      .meta({ description: 'The name of the file, without .json.' }),
    hf_model_id: z.string().min(1).optional().meta({ description: 'The id on HuggingFace.' }),
    name: z.string().min(1).meta({ description: 'For people.' }),
    family: z.string().min(1).optional().meta({
      description: "The family of models, as HuggingFace's model_type names it.",
    }),
    hidden_size: size.meta({ description: 'Width of the text model.' }),
    num_layers: z.int().min(1).max(mostLayers).meta({ description: 'Layers of the text model.' }),
    vocab_size: size.meta({ description: 'Entries of the vocabulary.' }),
    max_position_embeddings: size.optional().meta({
      description: 'The longest context that the model is made for.',
    }),
    total_params: parameters.meta({
      description:
        'Parameters of all layers: each once, unpacked, without quantisation scales and integer tables.',
    }),
    total_params_formatted: z
      .string()
      .min(1)
      .meta({ description: 'The same for people: "70.6B".' }),
    params_by_part: z
      .strictObject({
        text: parameters.exactOptional(),
        vision: parameters.exactOptional(),
        audio: parameters.exactOptional(),
        encoder: parameters.exactOptional(),
        mtp: parameters.exactOptional(),
      })
      .optional()
      .meta({ description: 'Parameters by part of the model.' }),
    dtype: dtypeNameSchema().optional().meta({
      description: 'Number format of the weights; bf16 when absent.',
    }),
    layer_types: z.array(layerTypeSchema()).min(1).max(10_000).meta({
      description: 'All types of layers: attention, feedforward, norm, embedding, then head.',
    }),
    validated: z.boolean().meta({ description: 'Whether the facts were checked against sources.' }),
    validation_notes: z.string().optional().meta({ description: 'What was checked, and how.' }),
    validation_sources: z.array(z.string().min(1)).optional().meta({
      description: 'Where the facts are published: URLs.',
    }),
  });
}

let built: z.ZodType<ModelConfigDocument> | undefined;

/**
 * The schema of a model config as files hold it: its shape alone, which `validateModelConfig` checks with the facts.
 *
 * @example
 * import { modelConfigSchema } from '@mantile/config';
 * modelConfigSchema().safeParse({ model_id: 'toy' }).success // => false
 * @category Model configs
 */
export function modelConfigSchema(): z.ZodType<ModelConfigDocument> {
  built ??= build();
  return built;
}
