import { nearestName, type LayerRegistry } from '@mantile/core';
import { didYouMean, shown } from '../validate/text.ts';
import type { NodeReader } from './nodeReader.ts';
import { readSpec, type ReadLayer, type SpecReader } from './readSpec.ts';
import type { MapNode } from './sourceNode.ts';

/** The layers that bring tokens and patches into a model. */
export const embedders = { token: 'EmbeddingLayer', patch: 'PatchEmbeddingLayer' } as const;

/** Reads the section `embedder`. */
export function readEmbedder(
  node: MapNode,
  path: string,
  reader: SpecReader,
  nodes: NodeReader,
  registry: LayerRegistry,
): ReadLayer | undefined {
  const type = nodes.textOf(node, 'type', path);
  if (type === undefined) return undefined;
  const kind = Object.hasOwn(embedders, type)
    ? embedders[type as keyof typeof embedders]
    : undefined;
  if (kind !== undefined && registry.has(kind)) {
    return readSpec(node, registry.get(kind), path, reader);
  }
  const known = Object.keys(embedders);
  const message = `there is no embedder ${shown(type)}${didYouMean(nearestName(type, known))} Known: ${known.join(', ')}.`;
  const place = node.entries.get('type')?.value ?? node;
  reader.findings.error(
    place,
    'manifest.unknown_type',
    `${path}.type`,
    message,
    `Use one of ${known.join(', ')}.`,
  );
  return undefined;
}
