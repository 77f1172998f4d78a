import type { DtypeName, LayerRegistry } from '@mantile/core';
import { formatParameterCount } from '../formatParameterCount.ts';
import type { LayerTypeConfig, ModelConfig } from '../modelConfig.ts';
import { layerRoles } from '../layerName.ts';
import type { Findings } from './findings.ts';
import { readHead, sizeOf } from './head.ts';
import { nameOf, roleOf } from './layerNames.ts';
import type { ReadLayer } from './readSpec.ts';
import type { TopologyReader } from './readTopology.ts';
import type { MapNode } from './sourceNode.ts';

interface ReadModel {
  readonly name: string;
  readonly dtype: DtypeName | undefined;
  readonly embedder: ReadLayer | undefined;
  readonly topology: TopologyReader;
  readonly registry: LayerRegistry;
}

/** A layer with its count and what a config calls it. */
interface NamedLayer extends Pick<ReadLayer, 'kind' | 'spec'> {
  readonly count: number;
  readonly name: string;
}

/** Kinds that stand within a block and are none. */
const besides = new Set(['DropoutLayer', 'LinearLayer', 'LoRALinearLayer', 'PerLayerInputLayer']);

/** The config of what a manifest describes. */
export function toConfig(
  { name, dtype, embedder, topology, registry }: ReadModel,
  root: MapNode,
  findings: Findings,
): ModelConfig {
  const layers = [...topology.counts];
  const head = readHead(topology, embedder, registry, findings);
  const named = layers.flatMap(([read, count]): readonly NamedLayer[] => {
    const name = nameOf(read.kind);
    if (read !== head?.read) return [{ ...read, count, name }];
    const own = { ...read, kind: head.kind, spec: head.spec, count: 1, name: 'head' };
    // What the model ends with may stand within it too.
    return count === 1 ? [own] : [{ ...read, count: count - 1, name }, own];
  });
  const countOf = (role: string): number =>
    named.reduce(
      (sum, { name: own, count, kind }) =>
        roleOf(own) === role && !besides.has(kind) ? sum + count : sum,
      0,
    );
  const totalParams = layers.reduce(
    (sum, [{ layer }, count]) => sum + layer.parameterCount.total * count,
    0,
  );
  if (!Number.isSafeInteger(totalParams)) {
    const message = 'the model has more parameters than a double counts exactly.';
    findings.error(root, 'manifest.too_many_layers', '', message, 'Use smaller sizes.');
  }
  const vocabSize =
    sizeOf(embedder, 'vocabSize') ?? sizeOf(head?.read, 'vocabSize') ?? sizeOf(head?.read, 'dOut');
  if (vocabSize === undefined) {
    const message = 'nothing looks up or scores tokens: vocab_size of the config is 1.';
    findings.warning(
      root,
      'manifest.no_vocabulary',
      '',
      message,
      'Add an embedder, or a LinearLayer at the end.',
    );
  }
  return {
    modelId:
      name
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^[-.]+|[-.]+$/g, '')
        .slice(0, 200) || 'manifest',
    name,
    hiddenSize: hiddenSizeOf(embedder, layers),
    numLayers: Math.max(countOf('attention'), countOf('feedforward'), 1),
    vocabSize: vocabSize ?? 1,
    totalParams,
    totalParamsFormatted: formatParameterCount(totalParams),
    ...(dtype !== undefined && { dtype }),
    layerTypes: told(named),
    validated: false,
    validationNotes: 'Expanded from a manifest.',
  };
}

function hiddenSizeOf(
  embedder: ReadLayer | undefined,
  layers: readonly (readonly [ReadLayer, number])[],
): number {
  const sizes = [embedder, ...layers.map(([read]) => read)].map(
    (read) => sizeOf(read, 'hiddenSize') ?? sizeOf(read, 'embedDim') ?? sizeOf(read, 'dIn'),
  );
  return sizes.find((size) => size !== undefined) ?? 1;
}

/** Layer types in the order of configs, those of one name told apart by numbers. */
function told(named: readonly NamedLayer[]): readonly LayerTypeConfig[] {
  const seen = new Map<string, number>();
  return named
    .map(({ kind, spec, count, name }): LayerTypeConfig => {
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      const own = before === 0 ? name : `${name}.${before + 1}`;
      return { name: own, class: kind, count, supported: true, specs: spec };
    })
    .sort((one, other) => rankOf(one) - rankOf(other));
}

function rankOf({ name }: LayerTypeConfig): number {
  return layerRoles.indexOf(roleOf(name));
}
