import {
  parallelAxes,
  type DtypeOptions,
  type Fault,
  type FaultList,
  type Layer,
  type LayerClass,
  type Parallelism,
} from '@mantile/core';
import type { LayerTypeConfig, ModelConfig } from '../modelConfig.ts';
import { attempt } from './attempt.ts';
import type { BuildOptions, LayerOverrides } from './buildOptions.ts';
import { askedWeights, layerFormats } from './layerFormats.ts';
import { layerPlan, packagesOf } from './layerPlan.ts';
import { keysOf } from '../validate/layers/specKeys.ts';
import { UnknownLayer } from './unknownLayer.ts';

/** Spec keys that say where a layer is and what it amounts to, not what it is. */
const metadata = new Set(['layerIdx', 'inputDim', 'outputDim', 'parameterCount']);
/** What a constructor takes beside a spec: not to be smuggled in as one. */
const setupKeys = ['dtype', 'dtypes', 'parallelism'];
/** Spec keys that give a part of the weights a format of its own: what is asked for the weights goes for it too. */
const weightFormats = ['expertDtype'];

/** One layer of a model, constructed in its share of the plan; undefined, with what is wrong noted, where it cannot be. */
export function buildLayer(
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
  const specs = specsOf(type, own, askedWeights(options, own) !== undefined);
  const smuggled = setupKeys.filter((key) => Object.hasOwn(specs, key));
  for (const key of smuggled) {
    const message = `is no key of a spec: set it beside, as an option of the build${key === 'dtypes' ? ' or of the layer type' : ''}.`;
    const at = Object.hasOwn(own.specs ?? {}, key) ? `layers.${type.name}` : path;
    faults.add({ code: 'spec.invalid', path: `${at}.specs.${key}`, value: specs[key], message });
  }
  const parallelism =
    own.parallelism ?? layerPlan(plan, layerClass.supportedParallelism, type.name, path, faults);
  const formats = layerFormats(config.dtype, type.dtypes, options, own);
  const given = isUnknown
    ? unknownSpec(type, options)
    : { ...dispatchOf(layerClass, plan), ...specs };
  const layer = attempt(
    () => new layerClass({ ...given, ...formats, parallelism }),
    faults,
    (fault) => placeOf(fault, path, type, options, own),
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

/**
 * How tokens reach experts, unless a config says it: where attention leaves every package all tokens, as tensor
 * parallelism does, nothing need be gathered.
 */
function dispatchOf(layerClass: LayerClass, plan: Parallelism): object {
  const { attentionDataParallel, contextParallel, sequenceParallel } = plan;
  const isSplit = attentionDataParallel * contextParallel * sequenceParallel > 1;
  return !isSplit && packagesOf(plan) > 1 && keysOf(layerClass).includes('dispatch')
    ? { dispatch: 'allReduce' }
    : {};
}

function unknownSpec(
  { tensors, specs }: LayerTypeConfig,
  { unknown = 'upper' }: BuildOptions,
): object {
  const { parameterCount } = specs;
  return { tensors, parameterCount, bound: unknown };
}

/** The spec of a layer: the config's, with the formats of weights that options ask for, and with keys of one's own. */
function specsOf(
  { specs }: LayerTypeConfig,
  own: LayerOverrides,
  asksWeights: boolean,
): Readonly<Record<string, unknown>> {
  const kept = Object.entries(specs).filter(
    ([key]) => !metadata.has(key) && !(asksWeights && weightFormats.includes(key)),
  );
  const changed = Object.entries(own.specs ?? {}).filter(([key]) => !metadata.has(key));
  return Object.fromEntries([...kept, ...changed]);
}

/** Where in the config, or in the options, the fault of a layer lies. */
function placeOf(
  { path }: Fault,
  layer: string,
  { name, supported }: LayerTypeConfig,
  options: BuildOptions,
  own: LayerOverrides,
): string {
  const ofLayer = `layers.${name}`;
  if (path.startsWith('parallelism')) {
    return `${own.parallelism === undefined ? layer : ofLayer}.${path}`;
  }
  const [group = '', role = ''] = path.split('.');
  if (group === 'dtype' || group === 'dtypes') {
    const holds = ({ dtype, dtypes }: DtypeOptions): boolean =>
      group === 'dtype' ? dtype !== undefined : Object.hasOwn(dtypes ?? {}, role);
    if (holds(own)) return `${ofLayer}.${path}`;
    return holds(options) ? path : `${layer}.${path}`;
  }
  if (!supported && group === 'tensors') return `${layer}.${path}`;
  if (Object.hasOwn(own.specs ?? {}, group)) return `${ofLayer}.specs.${path}`;
  return path === 'spec' ? `${layer}.specs` : `${layer}.specs.${path}`;
}
