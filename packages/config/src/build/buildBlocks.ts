import {
  nearestName,
  resolveDtypes,
  resolveParallelism,
  type BlockPlace,
  type FaultList,
  type LayerClass,
  type LayerRegistry,
  type ModelBlock,
  type Parallelism,
} from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import type { LayerTypeConfig, ModelConfig, ModelPart } from '../modelConfig.ts';
import { attempt } from './attempt.ts';
import { buildLayer } from './buildLayer.ts';
import type { BuildOptions, PartState } from './buildOptions.ts';
import { checkPlan } from './layerPlan.ts';
import { partOf, readLayerName } from '../layerName.ts';
import { readLayerIndices } from '../validate/layers/layerIndices.ts';
import { reshardingOf } from './reshardingLayer.ts';
import { RestingLayer } from './restingLayer.ts';
import { UnknownLayer } from './unknownLayer.ts';

/** The blocks of a model, each layer constructed; all that is wrong is noted. */
export function buildBlocks(
  config: ModelConfig,
  options: BuildOptions,
  faults: FaultList,
): readonly ModelBlock[] {
  const { registry = standardLayers, parts = {} } = options;
  const stateOf = (part: ModelPart): PartState =>
    parts[part] ?? (part === 'text' ? 'runs' : 'rests');
  const types = config.layerTypes.map((type, index) => ({
    type,
    path: `layerTypes[${index}]`,
    layerClass: classOf(type, `layerTypes[${index}]`, registry, options.strict === true, faults),
    state: stateOf(partOf(type.name)),
  }));
  const present = types.filter(({ state }) => state !== 'absent');
  checkNames(config, options, faults);
  if (!present.some(({ state }) => state === 'runs')) noteNothingRuns(config, faults);
  const plan = readPlan(options, faults);
  if (plan === undefined) return [];
  const hasExperts = present.some(
    ({ layerClass }) => layerClass !== undefined && spreadsExperts(layerClass),
  );
  checkPlan(plan, hasExperts, faults);
  const readable = withReadableFormats(options, faults);
  return present.flatMap(({ type, path, layerClass, state }) => {
    if (layerClass === undefined) return [];
    const layer = buildLayer(config, type, layerClass, plan, readable, path, faults);
    if (layer === undefined) return [];
    const { name, count } = type;
    const place = placeOf(type);
    if (state !== 'runs') return [{ name, count, place, layer: new RestingLayer(layer) }];
    const resharding = reshardingOf(layer, plan, config.hiddenSize);
    const block = { name, count, place, layer };
    return resharding === undefined
      ? [block]
      : [block, { name: `${name}.resharding`, count, place, layer: resharding }];
  });
}

/** Where in the depth of the model a type of layer stands, as far as the config says it. */
function placeOf({ name, layerIndices }: LayerTypeConfig): BlockPlace | undefined {
  const { part, role } = readLayerName(name);
  // Towers come before the text, and what predicts ahead behind it.
  if (part !== 'text') return part === 'mtp' ? 'last' : 'first';
  if (role === 'embedding') return 'first';
  if (role === 'head') return 'last';
  const ranges = layerIndices === undefined ? undefined : readLayerIndices(layerIndices);
  return typeof ranges === 'string' ? undefined : ranges;
}

/** Kinds that do nothing take every axis: they do not make a plan for experts meaningful. */
function spreadsExperts({ kind, supportedParallelism }: LayerClass): boolean {
  return (
    supportedParallelism.includes('expertParallel') && !['DropoutLayer', 'NoOpLayer'].includes(kind)
  );
}

function classOf(
  type: LayerTypeConfig,
  path: string,
  registry: LayerRegistry,
  isStrict: boolean,
  faults: FaultList,
): LayerClass | undefined {
  if (registry.has(type.class)) return registry.get(type.class);
  if (!isStrict && !type.supported) return UnknownLayer;
  const near = nearestName(type.class, registry.kinds);
  faults.add({
    code: isStrict && !type.supported ? 'build.unknown_layer' : 'registry.unknown_kind',
    path: `${path}.class`,
    value: type.class,
    legal: registry.kinds,
    message:
      `the registry has no ${type.class}` +
      (near === undefined ? '.' : `, did you mean "${near}"?`) +
      (isStrict && !type.supported
        ? ' Without strict it is bounded by its tensors.'
        : ' Name a class that it has, or mark the layer as not supported and list its tensors.'),
  });
  return undefined;
}

function checkNames(config: ModelConfig, options: BuildOptions, faults: FaultList): void {
  const names = config.layerTypes.map(({ name }) => name);
  for (const name of Object.keys(options.layers ?? {})) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    faults.add({
      code: 'option.unknown',
      path: `layers.${name}`,
      value: name,
      legal: names,
      message: `the config has no such type of layer${near === undefined ? '.' : `, did you mean "${near}"?`} It has: ${names.join(', ')}.`,
    });
  }
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    const message = `there are two types of layer "${name}"; refine one behind a dot.`;
    faults.add({
      code: 'config.duplicate_name',
      path: `layerTypes[${index}].name`,
      value: name,
      message,
    });
  });
}

function noteNothingRuns(config: ModelConfig, faults: FaultList): void {
  const legal = [...new Set(config.layerTypes.map(({ name }) => partOf(name)))];
  faults.add({
    code: 'build.nothing_runs',
    path: 'parts',
    legal,
    message: `no part of the model runs; say which one does: parts: { ${legal[0] ?? 'text'}: 'runs' }.`,
  });
}

function readPlan(options: BuildOptions, faults: FaultList): Parallelism | undefined {
  return attempt(
    () => resolveParallelism(options.parallelism ?? {}),
    faults,
    ({ path }) => path,
  );
}

/** The options without formats that are none: they are told once, and not again by every layer. */
function withReadableFormats(options: BuildOptions, faults: FaultList): BuildOptions {
  const { dtype, dtypes, ...others } = options;
  const given = {
    ...(dtype !== undefined && { dtype }),
    ...(dtypes !== undefined && { dtypes }),
  };
  const read = attempt(
    () => resolveDtypes(given),
    faults,
    ({ path }) => path,
  );
  return read === undefined ? others : options;
}
