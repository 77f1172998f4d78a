import type { Layer, LayerClass, LayerRegistry } from '@mantile/core';
import type * as z from 'zod';
import type { LayerTypeDocument } from '../../modelConfigDocument.ts';
import { layerTypeSchema } from '../../schema/layerTypeSchema.ts';
import type { FindingList } from '../findingList.ts';
import { isWhole } from '../text.ts';
import { checkClass } from './checkClass.ts';
import { buildFromSpecs } from './buildFromSpecs.ts';
import { readLayerName, type LayerName } from '../../layerName.ts';
import { readLayerIndices, type Ranges } from './layerIndices.ts';

/** One type of layer as the checks see it. */
export interface LayerView {
  /** Where it stands: `layer_types[2]`. */
  readonly path: string;
  readonly document: LayerTypeDocument;
  readonly name: LayerName;
  /** The class, where the registry has it. */
  readonly layerClass: LayerClass | undefined;
  /** One such layer, where its class takes the specs. */
  readonly layer: Layer | undefined;
  /** Parameters of one such layer, where they can be known. */
  readonly parameters: number | undefined;
  readonly indices: Ranges | undefined;
}

let schema: z.ZodType<LayerTypeDocument> | undefined;

/** Looks at one type of layer; undefined where its keys and types are wrong, which is noted elsewhere. */
export function viewLayerType(
  value: unknown,
  path: string,
  registry: LayerRegistry,
  findings: FindingList,
): LayerView | undefined {
  schema ??= layerTypeSchema();
  const { data: document } = schema.safeParse(value);
  if (document === undefined) return undefined;
  const layerClass = registry.has(document.class) ? registry.get(document.class) : undefined;
  checkClass(document, path, registry, findings);
  const layer =
    layerClass === undefined
      ? undefined
      : buildFromSpecs(layerClass, document.specs, `${path}.specs`, findings);
  return {
    path,
    document,
    name: readLayerName(document.name),
    layerClass,
    layer,
    parameters: parametersOf(document, layerClass, layer, path, findings),
    indices: indicesOf(document, path, findings),
  };
}

function parametersOf(
  { tensors, specs }: LayerTypeDocument,
  layerClass: LayerClass | undefined,
  layer: Layer | undefined,
  path: string,
  findings: FindingList,
): number | undefined {
  if (layerClass !== undefined) return exact(layer?.parameterCount.total, path, findings);
  const stated = specs['parameter_count'];
  if (tensors === undefined) return isWhole(stated) ? stated : undefined;
  const held = tensors.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  return exact(held, path, findings);
}

function exact(total: number | undefined, path: string, findings: FindingList): number | undefined {
  if (total === undefined || isWhole(total)) return total;
  findings.error(
    'config.too_many_parameters',
    path,
    'one such layer has more parameters than can be counted exactly, 2^53.',
    'Check the sizes in its specs.',
  );
  return undefined;
}

function indicesOf(
  { layer_indices: text }: LayerTypeDocument,
  path: string,
  findings: FindingList,
): Ranges | undefined {
  if (text === undefined) return undefined;
  const read = readLayerIndices(text);
  if (typeof read !== 'string') return read;
  findings.error(
    'config.layer_indices',
    `${path}.layer_indices`,
    read,
    'List the layers of this type, counted from 0 and rising, such as "0-2,5".',
  );
  return undefined;
}
