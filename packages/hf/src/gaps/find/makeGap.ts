import type { LayerRegistry } from '@mantile/core';
import type { LayerOf } from '../../blueprint/layers.ts';
import type { GapNames } from '../../matching/gapNames.ts';
import { placeOf } from '../../tensors/pattern.ts';
import type { UnknownModule } from '../../matching/unknownLayers.ts';
import type { LogicalTensor } from '../../quantization/logicalTensors.ts';
import type { Gap, GapTensor } from '../gap.ts';
import type { NearestKind } from '../nearest.ts';
import { readTensors, type ModuleReading } from '../knowledge/readTensors.ts';
import type { KindAt } from './configuredKind.ts';
import type { Feature } from './features.ts';
import { foldTensors, storedBytes } from './foldTensors.ts';
import { isBesideText } from './flops.ts';
import { kindsDeclaring, type Candidate } from './kinds.ts';
import { nearestKind } from './nearestKind.ts';
import { judge } from './severity.ts';
import { withStatedSizes } from './statedKind.ts';
import { tensorFlops } from './tensorFlops.ts';

/** What finding a gap needs to know of the model. */
export interface Surroundings {
  readonly sizes: Readonly<Record<string, number>>;
  readonly tensors: ReadonlyMap<string, LogicalTensor>;
  readonly candidates: readonly Candidate[];
  readonly kindAt: KindAt;
  readonly explainedBy: (module: UnknownModule) => readonly string[];
  readonly registry: LayerRegistry;
  readonly layerOf: LayerOf;
  /** Whether specs may be tried for it, which takes milliseconds. */
  readonly triesSpecs: boolean;
}

/** A gap before it is held against the whole model. */
export type GapDraft = Omit<Gap, 'parameterShare' | 'flopsShare'> & { readonly isText: boolean };

/** The gap that a module is. */
export function moduleGap(
  module: UnknownModule,
  { name, className, stem }: GapNames,
  surroundings: Surroundings,
): GapDraft {
  const { sizes, tensors: byName, candidates, kindAt, explainedBy } = surroundings;
  const tensors = foldTensors(module, byName).map((tensor): GapTensor => {
    const declaredBy = kindsDeclaring(tensor.name, candidates);
    return declaredBy.length === 0 ? tensor : { ...tensor, declaredBy };
  });
  const reading = readTensors(module.module, tensors, sizes);
  const configured = kindAt(module);
  const likest = configured ? undefined : nearestKind(module.module, tensors, candidates);
  const isText = !isBesideText(module.module);
  // The sizes that a configuration states are those of the text model.
  const isHeld = likest !== undefined && !likest.isExact && isText && surroundings.triesSpecs;
  const nearest = isHeld
    ? withStatedSizes(likest.nearest, tensors, sizes, surroundings)
    : (configured ?? likest?.nearest);
  const { severity, reason } = judge(nearest, likest?.isExact === true || isHeldWhole(nearest));
  const total = (key: 'parameters' | 'copies'): number =>
    module.count * tensors.reduce((sum, tensor) => sum + tensor[key], 0);
  const draft = {
    id: stem,
    type: typeOf(reading, nearest?.kind),
    feature: featureOf(module),
    severity,
    reason,
    module: module.module,
    layerName: name,
    className,
    reportFile: `gaps/${stem}.md`,
    suiteFile: `gaps/${stem}_tests.md`,
    count: module.count,
    ...(module.layerIndices !== undefined && { layers: module.layerIndices }),
    tensors,
    explained: explainedBy(module),
    parameters: total('parameters'),
    bytes: storedBytes(module, byName),
    tensorCount: total('copies'),
    parameterShare: 0,
    flopsPerToken: 0,
    ...(nearest !== undefined && { nearest }),
  };
  const flops = reading.tensors.reduce((sum, each) => sum + tensorFlops(each, sizes['topK']), 0);
  return { ...draft, flopsPerToken: module.count * flops, isText };
}

/** Whether a kind that nobody names has these very tensors, with the sizes that the configuration states. */
function isHeldWhole(nearest: NearestKind | undefined): boolean {
  if (nearest?.sizes === undefined || nearest.isConfigured) return false;
  const { missing, extra, mismatches } = nearest;
  return missing.length + extra.length + mismatches.length === 0;
}

const kindTypes: readonly (readonly [RegExp, string])[] = [
  [/MoE/, 'MoE'],
  [/Attention/, 'Attention'],
  [/Norm/, 'Norm'],
  [/Embedding/, 'Embedding'],
  [/Head/, 'Head'],
  [/MLP|GLU/, 'Feed-forward'],
  [/Mamba|SSM|Delta|ShortConv/, 'Recurrent'],
];

/** What most of the module's tensors are about, the rarer sorts before biases and norms. */
function typeOf({ tensors }: ModuleReading, kind = ''): string {
  const types = tensors.flatMap(({ concept }) => concept?.type ?? []);
  const particular = types.find(
    (type) => !['Bias', 'Norm', 'Gating', 'Convolution'].includes(type),
  );
  return (
    particular ?? kindTypes.find(([pattern]) => pattern.test(kind))?.[1] ?? types[0] ?? 'Unknown'
  );
}

function featureOf({ module, example }: UnknownModule): string {
  const own = module
    .split('.')
    .filter((word) => word !== '' && word !== '{layer}')
    .at(-1);
  return own ?? placeOf(example).name;
}

/** The gap that a feature without effect on shapes is. */
export function featureGap({ field, name, type, meaning }: Feature, at: number): Gap {
  return {
    id: `feature_${at + 1}`,
    type,
    feature: name,
    severity: 'LOW',
    reason: meaning,
    module: field,
    layerName: '',
    className: '',
    reportFile: 'gaps/features.md',
    count: 1,
    tensors: [],
    explained: [],
    parameters: 0,
    bytes: 0,
    tensorCount: 0,
    parameterShare: 0,
    flopsPerToken: 0,
    flopsShare: 0,
  };
}
