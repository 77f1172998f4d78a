import {
  parallelAxes,
  type Fault,
  type FaultList,
  type Layer,
  type LayerClass,
  type Parallelism,
} from '@mantile/core';
import type { LayerTypeConfig, ModelConfig } from '../modelConfig.ts';
import { attempt } from './attempt.ts';
import type { BuildOptions } from './buildOptions.ts';
import { layerFormats } from './layerFormats.ts';
import { layerPlan, packagesOf } from './layerPlan.ts';
import { UnknownLayer } from './unknownLayer.ts';

/** Spec keys that say where a layer is and what it amounts to, not what it is. */
const metadata = new Set(['layerIdx', 'inputDim', 'outputDim', 'parameterCount']);
/** What a constructor takes beside a spec: not to be smuggled in as one. */
const setupKeys = ['dtype', 'dtypes', 'parallelism'];

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
  const specs = Object.fromEntries(
    Object.entries({ ...type.specs, ...own.specs }).filter(([key]) => !metadata.has(key)),
  );
  const smuggled = setupKeys.filter((key) => Object.hasOwn(specs, key));
  for (const key of smuggled) {
    const message = `is no key of a spec: set it beside, as an option of the build${key === 'dtypes' ? ' or of the layer type' : ''}.`;
    faults.add({ code: 'spec.invalid', path: `${path}.specs.${key}`, value: specs[key], message });
  }
  const parallelism =
    own.parallelism ?? layerPlan(plan, layerClass.supportedParallelism, type.name, path, faults);
  const formats = layerFormats(config.dtype, type.dtypes, options, own);
  const given = isUnknown ? unknownSpec(type, options) : specs;
  const layer = attempt(
    () => new layerClass({ ...given, ...formats, parallelism }),
    faults,
    (fault) =>
      placeOf(fault, path, own.parallelism === undefined ? path : `layers.${type.name}`, isUnknown),
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

function unknownSpec(
  { tensors, specs }: LayerTypeConfig,
  { unknown = 'upper' }: BuildOptions,
): object {
  const { parameterCount } = specs;
  return { tensors, parameterCount, bound: unknown };
}

/** Where in the config, or in the options, the fault of a layer lies. */
function placeOf({ path }: Fault, layer: string, plan: string, isUnknown: boolean): string {
  if (path.startsWith('parallelism')) return `${plan}.${path}`;
  if (path.startsWith('dtype') || (isUnknown && path.startsWith('tensors')))
    return `${layer}.${path}`;
  return path === 'spec' ? `${layer}.specs` : `${layer}.specs.${path}`;
}
