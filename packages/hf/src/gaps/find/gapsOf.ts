import { MantileError } from '@mantile/core';
import type { ModelSources } from '../../buildModelConfig.ts';
import { countParts } from '../../blueprint/countParts.ts';
import { identify } from '../../mapping/identify.ts';
import { ConfigReader } from '../../mapping/configReader.ts';
import { gapNames } from '../../matching/gapNames.ts';
import { textLayersOf } from '../../matching/modulePart.ts';
import type { GapContext, ModelGaps } from '../context.ts';
import type { Gap } from '../gap.ts';
import { configuredKinds } from './configuredKind.ts';
import { explainedTensors } from './explained.ts';
import { featuresOf } from './features.ts';
import { textFlops } from './flops.ts';
import { candidatesOf } from './kinds.ts';
import { featureGap, moduleGap } from './makeGap.ts';
import { observe } from './observe.ts';
import { isOfExperts, statedSizes } from './statedSizes.ts';
import { unreadFeatures } from './unreadFeatures.ts';

const mostModules = 1000;

/** No real model has as many; a list made to take time gets no more of it. */
const mostTried = 100;

/**
 * Finds the gaps of a model: modules with tensors that no layer kind explains, kinds whose tensors are not those
 * expected, and features of the configuration that have no effect on shapes. Takes what `buildModelConfig` takes;
 * tensors of a family that nobody knows are gaps all of them, and say which kinds they resemble.
 *
 * @example
 * import { gapsOf } from '@mantile/hf';
 * const tensors = [
 *   { name: 'blocks.0.mixer.state.weight', shape: [64, 16], dtype: 'BF16' },
 *   { name: 'blocks.1.mixer.state.weight', shape: [64, 16], dtype: 'BF16' },
 * ] as const;
 * const [gap] = gapsOf({ config: { model_type: 'novel' }, tensors }).gaps;
 * [gap?.module, gap?.layers, gap?.parameters, gap?.severity] // => ['blocks.{layer}.mixer.', '0-1', 2048, 'HIGH']
 * @category Gap reports
 */
export function gapsOf(sources: ModelSources): ModelGaps {
  const { config } = sources;
  const seen = observe(sources);
  const { modules, tensors, registry, layerOf, blueprint } = seen;
  if (modules.length > mostModules) throw tooMany(modules.length);
  const sizes = statedSizes(config);
  const names = gapNames(modules, registry, textLayersOf(seen.asked));
  const kindAt = configuredKinds(seen.asked, layerOf, registry, tensors, modules);
  const candidates = modules.length > 0 ? candidatesOf(registry) : [];
  const explainedBy = explainedTensors(tensors.keys(), new Set(seen.unexplained), modules);
  const drafts = modules.map((module, at) => {
    const { name = '', className = '', stem = '' } = names[at] ?? {};
    const named = { name, className, stem };
    return moduleGap(module, named, {
      sizes,
      tensors,
      candidates,
      kindAt,
      explainedBy,
      registry,
      layerOf,
      triesSpecs: at < mostTried,
    });
  });
  const own = (key: 'parameters' | 'flopsPerToken') =>
    drafts.reduce((sum, gap) => sum + gap[key], 0);
  // Buffers are stored, and no parameters: what is known counts by its layers, not by its files.
  const known = blueprint === undefined ? 0 : countParts(blueprint, layerOf).total;
  const parameters = known + own('parameters');
  const textGaps = drafts.filter(({ isText }) => isText);
  const flopsPerToken =
    (blueprint === undefined ? 0 : textFlops(blueprint, layerOf)) +
    textGaps.reduce((sum, gap) => sum + gap.flopsPerToken, 0);
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const ofModules = drafts.map(({ isText, ...gap }): Gap => ({
    ...gap,
    parameterShare: share(gap.parameters, parameters),
    ...(isText && { flopsShare: share(gap.flopsPerToken, flopsPerToken) }),
  }));
  // What a gap with experts rests on is part of that gap.
  const hasExperts = ofModules.some(({ type }) => type === 'MoE');
  const unread = unreadFeatures(seen.findings, config).filter(
    ({ field }) => !(hasExperts && isOfExperts(field)),
  );
  const features = [...featuresOf(config), ...unread].map(featureGap);
  const accounted = ofModules.reduce((sum, gap) => sum + gap.tensorCount, 0);
  return {
    gaps: [...ofModules, ...features],
    context: contextOf(sources, { sizes, parameters, flopsPerToken }),
    tensors: tensors.size,
    unexplainedTensors: seen.unexplained.length,
    unreadTensors: seen.unread.length,
    unaccountedTensors: seen.unexplained.length - accounted,
    findings: seen.findings,
  };
}

function contextOf(
  sources: ModelSources,
  figures: Pick<GapContext, 'sizes' | 'parameters' | 'flopsPerToken'>,
): GapContext {
  const names = identify(new ConfigReader(sources.config, []), sources);
  const type = Object.hasOwn(sources.config, 'model_type')
    ? sources.config['model_type']
    : undefined;
  return {
    modelId: names.modelId,
    modelName: names.name,
    ...(names.hfModelId !== undefined && { hfModelId: names.hfModelId }),
    ...(typeof type === 'string' && { modelType: type }),
    ...figures,
  };
}

function tooMany(count: number): MantileError {
  return new MantileError([
    {
      code: 'gaps.too_many',
      path: 'tensors',
      value: count,
      message: `${count} kinds of modules are not explained, above the limit of ${mostModules}: the names do not look like those of a model. Check the list of tensors.`,
    },
  ]);
}
