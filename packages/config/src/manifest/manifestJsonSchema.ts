import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import * as z from 'zod';
import { camelKey } from '../codec/keyCase.ts';
import { dtypeNameSchema } from '../schema/layerTypeSchema.ts';
import { specJsonSchema } from '../schema/specJsonSchema.ts';
import { attentionModes, keyGroups, manifestKeys, specKey } from './layerTypes.ts';
import { modelType } from './readManifest.ts';
import { embedders } from './readEmbedder.ts';
import { topologyTypes } from './topologies.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** A value, or a reference to a variable that is one. */
const variable = { type: 'string', pattern: '\\$\\{[^}]*\\}' } as const;
const orVariable = (schema: unknown): JsonSchema => ({ anyOf: [schema, variable] });

function structure() {
  const value = z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.union([z.string(), z.number(), z.boolean()])),
  ]);
  const variables = z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/), value);
  const reference = z.string().regex(new RegExp(variable.pattern));
  const embedder = z
    .looseObject({ type: z.enum(Object.keys(embedders) as [keyof typeof embedders]) })
    .meta({
      id: 'Embedder',
      description: 'What brings tokens, or patches of images, into the model.',
    });
  const layer = z
    .looseObject({ type: z.string() })
    .meta({ id: 'Layer', description: 'One layer.' });
  const topology = z
    .strictObject({
      type: z.enum(topologyTypes).meta({
        description:
          'Stacked, nested and repeated: one layer after another. Residual: the result is added to the input. Parallel: all on one input, results added. Branching: all on one input, results side by side.',
      }),
      repeat: z
        .union([z.int().min(1).max(1_000_000), reference])
        .optional()
        .meta({
          description: 'How often it occurs, one after another.',
        }),
      get layers(): z.ZodType {
        return z.union([z.array(z.union([topology, layer])).min(1), reference]);
      },
    })
    .meta({ id: 'Topology', description: 'How layers are put together.' });
  const model = { embedder: embedder.optional(), topology };
  return z.strictObject({
    version: z.literal(1).optional(),
    name: z
      .string()
      .optional()
      .meta({ description: 'For people; the id of the model follows from it.' }),
    description: z.string().optional(),
    dtype: z
      .union([dtypeNameSchema(), reference])
      .optional()
      .meta({ description: 'Number format of the weights; bf16 when absent.' }),
    variables: variables.optional().meta({ description: 'What ${name} stands for.' }),
    presets: z
      .record(z.string(), variables)
      .optional()
      .meta({ description: 'Sets of variables to choose from, by name.' }),
    model: z.strictObject({ type: z.literal(modelType).optional(), ...model }).optional(),
    embedder: embedder.optional(),
    topology: topology.optional(),
  });
}

/**
 * The JSON Schema of manifests, for editors: it knows the keys of every type of layer of the registry. That of the
 * standard layers is published with the package as `schema/manifest.schema.json`.
 *
 * @example
 * import { manifestJsonSchema } from '@mantile/config/manifest';
 * manifestJsonSchema()['title'] // => 'Mantile manifest'
 * @category Manifests
 */
export function manifestJsonSchema(
  options: { readonly registry?: LayerRegistry | undefined } = {},
): Readonly<Record<string, unknown>> {
  const { registry = standardLayers } = options;
  const schema = z.toJSONSchema(structure(), { io: 'input' }) as {
    readonly $defs?: Record<string, Record<string, unknown>>;
  };
  const specs = Object.fromEntries(
    registry.kinds.flatMap((kind) => {
      const keys = keysSchema(kind, registry);
      return keys === undefined ? [] : [[kind, keys]];
    }),
  );
  const { Layer: layer = {}, Embedder: embedder = {}, ...others } = schema.$defs ?? {};
  const choose = (type: string, kind: string, more: JsonSchema = {}) => ({
    if: {
      properties: { type: { const: type }, ...more },
      required: ['type', ...Object.keys(more)],
    },
    then: { $ref: `#/$defs/${kind}` },
  });
  const modes = Object.entries(attentionModes).map(([mode, kind]) =>
    choose('AttentionLayer', kind, { mode: { const: mode } }),
  );
  const noMode = {
    if: { properties: { type: { const: 'AttentionLayer' } }, not: { required: ['mode'] } },
    then: { $ref: '#/$defs/AttentionLayer' },
  };
  return {
    ...schema,
    title: 'Mantile manifest',
    $defs: {
      ...others,
      ...specs,
      Layer: {
        ...layer,
        properties: {
          type: {
            anyOf: [{ enum: [...registry.kinds] }, { type: 'string', pattern: '.' }],
            not: { enum: [...topologyTypes] },
          },
        },
        allOf: [
          ...Object.keys(specs)
            .filter((kind) => kind !== 'AttentionLayer')
            .map((kind) => choose(kind, kind)),
          ...[noMode, ...modes].filter(({ then }) =>
            Object.hasOwn(specs, then.$ref.split('/').at(-1) ?? ''),
          ),
        ],
      },
      Embedder: {
        ...embedder,
        allOf: Object.entries(embedders)
          .filter(([, kind]) => Object.hasOwn(specs, kind))
          .map(([type, kind]) => choose(type, kind)),
      },
    },
  };
}

/** The schema of the keys that a manifest may give a kind of layer; undefined for one that cannot describe itself. */
function keysSchema(kind: string, registry: LayerRegistry): JsonSchema | undefined {
  const layerClass = registry.get(kind);
  const spec = specJsonSchema(layerClass) as { readonly properties: JsonSchema } | undefined;
  if (spec === undefined) return undefined;
  const bySpecKey = new Map(
    Object.entries(spec.properties).map(([key, schema]) => [camelKey(key), schema]),
  );
  const keys = manifestKeys(layerClass).map((key): [string, JsonSchema] => [
    key,
    orVariable(bySpecKey.get(specKey(key, layerClass) ?? '') ?? {}),
  ]);
  const group = keyGroups[kind];
  const own = Object.fromEntries(keys);
  return {
    type: 'object',
    properties: {
      type: true,
      ...own,
      ...(group !== undefined && {
        [group]: { type: 'object', properties: own, additionalProperties: false },
      }),
    },
    additionalProperties: false,
  };
}
