import {
  MantileError,
  nearestName,
  parallelAxes,
  resolveParallelism,
  type Fault,
  type FaultList,
  type Layer,
  type LayerClass,
  type LayerRegistry,
  type ModelBlock,
  type Parallelism,
} from '@mantile/core';
import { standardLayers } from '@mantile/layers';
import type { LayerTypeConfig, ModelConfig, ModelPart } from '../modelConfig.ts';
import type { BuildOptions, PartState } from './buildOptions.ts';
import { layerFormats } from './layerFormats.ts';
import { checkPlan, layerPlan, packagesOf } from './layerPlan.ts';
import { partOf } from './partOf.ts';
import { RestingLayer } from './restingLayer.ts';
import { UnknownLayer } from './unknownLayer.ts';

/** Spec keys that say where a layer is and what it amounts to, not what it is. */
const metadata = new Set(['layerIdx', 'inputDim', 'outputDim', 'parameterCount']);
/** What a constructor takes beside a spec: not to be smuggled in as one. */
const setupKeys = ['dtype', 'dtypes', 'parallelism'];

/** The blocks of a model, each layer constructed; all that is wrong is noted. */
export function buildBlocks(
  config: ModelConfig,
  options: BuildOptions,
  faults: FaultList,
): readonly ModelBlock[] {
  const { registry = standardLayers, parts = {} } = options;
  const stateOf = (part: ModelPart): PartState => parts[part] ?? (part === 'text' ? 'runs' : 'rests');
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
    ({ layerClass }) =>
      layerClass !== undefined && spreadsExperts(layerClass),
  );
  checkPlan(plan, hasExperts, faults);
  return present.flatMap(({ type, path, layerClass, state }) => {
    if (layerClass === undefined) return [];
    const layer = build(config, type, layerClass, plan, options, path, faults);
    if (layer === undefined) return [];
    const { name, count } = type;
    return [{ name, count, layer: state === 'runs' ? layer : new RestingLayer(layer) }];
  });
}

/** Kinds that do nothing take every axis: they do not make a plan for experts meaningful. */
function spreadsExperts({ kind, supportedParallelism }: LayerClass): boolean {
  return supportedParallelism.includes('expertParallel') && !['DropoutLayer', 'NoOpLayer'].includes(kind);
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
    faults.add({ code: 'config.duplicate_name', path: `layerTypes[${index}].name`, value: name, message });
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
  const plan = attempt(() => resolveParallelism(options.parallelism ?? {}), faults, ({ path }) => path);
  return plan;
}

function build(
  config: ModelConfig,
  type: LayerTypeConfig,
  layerClass: LayerClass,
  plan: Parallelism,
  options: BuildOptions,
  path: string,
  faults: FaultList,
): Layer | undefined {
  const { layers = {} } = options;
  const own = (Object.hasOwn(layers, type.name) ? layers[type.name] : undefined) ?? {};
  const isUnknown = layerClass === UnknownLayer;
  const specs = Object.fromEntries(
    Object.entries({ ...type.specs, ...own.specs }).filter(([key]) => !metadata.has(key)),
  );
  const smuggled = setupKeys.filter((key) => Object.hasOwn(specs, key));
  for (const key of smuggled) {
    const message = `is no key of a spec: set it beside, as an option of the build${key === 'dtypes' ? ' or of the layer type' : ''}.`;
    faults.add({ code: 'spec.invalid', path: `${path}.specs.${key}`, value: specs[key], message });
  }
  const parallelism = own.parallelism ?? layerPlan(plan, layerClass.supportedParallelism, type.name, path, faults);
  const formats = layerFormats(config.dtype, type.dtypes, options, own);
  const given = isUnknown ? unknownSpec(type, options) : specs;
  const layer = attempt(
    () => new layerClass({ ...given, ...formats, parallelism }),
    faults,
    (fault) => placeOf(fault, path, own.parallelism === undefined ? path : `layers.${type.name}`, isUnknown),
  );
  if (layer === undefined || smuggled.length > 0) return undefined;
  const packages = packagesOf(plan);
  if (layer.numPackages === packages) return layer;
  if (own.parallelism === undefined) return undefined;
  faults.add({
    code: 'parallelism.indivisible',
    path: `layers.${type.name}.parallelism`,
    value: layer.numPackages,
    legal: [packages],
    message:
      `these degrees multiply to ${layer.numPackages} packages, and the rest of the model runs on ${packages}; ` +
      `use ${parallelAxes.filter((axis) => layerClass.supportedParallelism.includes(axis)).join(', ')} so that they agree.`,
  });
  return undefined;
}

function unknownSpec({ tensors, specs }: LayerTypeConfig, { unknown = 'upper' }: BuildOptions): object {
  const { parameterCount } = specs;
  return { tensors, parameterCount, bound: unknown };
}

/** Where in the config, or in the options, the fault of a layer lies. */
function placeOf({ path }: Fault, layer: string, plan: string, isUnknown: boolean): string {
  if (path.startsWith('parallelism')) return `${plan}.${path}`;
  if (path.startsWith('dtype') || (isUnknown && path.startsWith('tensors'))) return `${layer}.${path}`;
  return path === 'spec' ? `${layer}.specs` : `${layer}.specs.${path}`;
}

function attempt<Result>(
  make: () => Result,
  faults: FaultList,
  place: (fault: Fault) => string,
): Result | undefined {
  try {
    return make();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    for (const fault of error.faults) faults.add({ ...fault, path: place(fault) });
    return undefined;
  }
}
