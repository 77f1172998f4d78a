import type { Finding } from '@mantile/config';
import type { LayerRegistry } from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import type { Blueprint } from '../../blueprint/blueprint.ts';
import { layersOf, type LayerOf } from '../../blueprint/layers.ts';
import { readBlueprint } from '../../mapping/readBlueprint.ts';
import type { ModelSources } from '../../buildModelConfig.ts';
import type { Evidence } from '../../mapping/family.ts';
import { contradictsItself, makeable } from './makeable.ts';
import { layersBeyond } from '../../matching/layerCount.ts';
import { matchPieces } from '../../matching/matchPieces.ts';
import { unknownModules, type UnknownModule } from '../../matching/unknownLayers.ts';
import { textLayersOf } from '../../matching/modulePart.ts';
import { unflattened } from '../../matching/unflattened.ts';
import { logicalTensors, type LogicalTensor } from '../../quantization/logicalTensors.ts';
import { readQuantization } from '../../quantization/readQuantization.ts';

/** What a model's files say, and what of it is explained. */
export interface Observation {
  readonly registry: LayerRegistry;
  readonly layerOf: LayerOf;
  /** What the configuration asks for; absent where the family is not known. */
  readonly asked?: Blueprint | undefined;
  /** What of it is there. */
  readonly blueprint?: Blueprint | undefined;
  readonly tensors: ReadonlyMap<string, LogicalTensor>;
  readonly unexplained: readonly string[];
  readonly modules: readonly UnknownModule[];
  /** Tensors of layers that cannot be made from the configuration: what explains them, nothing can say. */
  readonly unread: readonly string[];
  readonly findings: readonly Finding[];
}

function shapesOf(tensors: readonly LogicalTensor[]): Evidence {
  return new Map(tensors.map(({ name, shape }) => [name, shape]));
}

/** Reads the model as `buildModelConfig` does, and keeps what that has no place for. */
export function observe(sources: ModelSources): Observation {
  const { config, quantConfig, tensors = [], registry = standardLayers } = sources;
  const quantization = readQuantization({ config, quantConfig });
  const logical = logicalTensors(tensors, quantization);
  const layerOf = layersOf(registry);
  const isGiven = sources.tensors !== undefined;
  const reading = readBlueprint(config, isGiven ? shapesOf(logical.tensors) : undefined);
  const { blueprint, refused, isRefused } = makeable(reading.blueprint, layerOf);
  const shaped = unflattened(logical.tensors, blueprint, layerOf);
  const byName = new Map(shaped.map((tensor) => [tensor.name, tensor]));
  const evidence = shapesOf(shaped);
  const findings = [...reading.findings, ...refused];
  const matching = blueprint && isGiven && matchPieces(blueprint, evidence, layerOf);
  const left =
    (matching ? matching.unexplained : undefined) ??
    (blueprint === undefined ? [...byName.keys()] : []);
  const beyond = layersBeyond(left, textLayersOf(blueprint));
  const isUnread = (name: string): boolean =>
    blueprint === undefined
      ? reading.blueprint !== undefined || contradictsItself(findings)
      : isRefused(name) || beyond.names.has(name);
  const unexplained = left.filter((name) => !isUnread(name));
  const read = blueprint && matching ? { ...blueprint, pieces: matching.pieces } : blueprint;
  return {
    registry,
    layerOf,
    asked: blueprint,
    blueprint: read,
    tensors: byName,
    unexplained,
    modules: unknownModules(unexplained, evidence),
    unread: left.filter(isUnread),
    findings: [
      ...findings,
      ...logical.findings,
      ...(matching ? matching.findings : []),
      ...beyond.findings,
    ],
  };
}
