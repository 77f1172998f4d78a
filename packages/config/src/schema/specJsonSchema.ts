import type { LayerClass } from '@mantile/core';
import { snakeKey } from '../codec/keyCase.ts';

/** What is used of JSON Schema. */
type JsonSchema = Readonly<Record<string, unknown>>;

/** What schemas that can describe themselves offer besides checking: Standard JSON Schema. */
interface Describable {
  readonly '~standard': {
    readonly jsonSchema?: { readonly input: (options: { readonly target: string }) => JsonSchema };
  };
}

const count = (description: string): JsonSchema => ({ type: 'integer', minimum: 0, description });

/** What `specs` may hold beside the keys of the class. */
const metadata: JsonSchema = {
  layer_idx: count('The first of these layers.'),
  input_dim: count('Width of what goes in; checked.'),
  output_dim: count('Width of what comes out; checked.'),
  parameter_count: count('Parameters of one of these layers; checked.'),
};

/** The JSON Schema of `specs` for a layer class, in the wire form; undefined for one that cannot describe itself. */
export function specJsonSchema({ specSchema }: LayerClass): JsonSchema | undefined {
  const { jsonSchema } = (specSchema as Describable)['~standard'];
  if (jsonSchema === undefined) return undefined;
  const {
    $schema: _,
    properties,
    required,
    ...others
  } = jsonSchema.input({
    target: 'draft-2020-12',
  });
  const keys = Object.entries((properties ?? {}) as JsonSchema);
  return {
    ...others,
    properties: {
      ...metadata,
      ...Object.fromEntries(keys.map(([key, schema]) => [snakeKey(key), schema])),
    },
    ...(Array.isArray(required) && { required: (required as string[]).map(snakeKey) }),
  };
}
