import type { GapNames } from '../../matching/gapNames.ts';
import { placeOf } from '../../matching/pattern.ts';
import type { UnknownModule } from '../../matching/unknownLayers.ts';
import type { LogicalTensor } from '../../quantization/logicalTensors.ts';
import type { Gap, GapTensor } from '../gap.ts';
import { readTensors, type ModuleReading } from '../knowledge/readTensors.ts';
import type { KindAt } from './configuredKind.ts';
import type { Feature } from './features.ts';
import { foldTensors } from './foldTensors.ts';
import { isBesideText } from './flops.ts';
import { kindsDeclaring, type Candidate } from './kinds.ts';
import { nearestKind } from './nearestKind.ts';
import { judge } from './severity.ts';
import { tensorFlops } from './tensorFlops.ts';

/** What finding a gap needs to know of the model. */
export interface Surroundings {
  readonly sizes: Readonly<Record<string, number>>;
  readonly tensors: ReadonlyMap<string, LogicalTensor>;
  readonly candidates: readonly Candidate[];
  readonly kindAt: KindAt;
  readonly explainedBy: (module: UnknownModule) => readonly string[];
}

/** A gap before it is held against the whole model. */
export type GapDraft = Omit<Gap, 'parameterShare' | 'flopsShare'> & { readonly isText: boolean };

/** The gap that a module is. */
export function moduleGap(
  module: UnknownModule,
  { name, className, stem }: GapNames,
  { sizes, tensors: byName, candidates, kindAt, explainedBy }: Surroundings,
): GapDraft {
  const tensors = foldTensors(module, byName).map((tensor): GapTensor => {
    const declaredBy = kindsDeclaring(tensor.name, candidates);
    return declaredBy.length === 0 ? tensor : { ...tensor, declaredBy };
  });
  const reading = readTensors(module.module, tensors, sizes);
  const configured = kindAt(module);
  const likest = configured ? undefined : nearestKind(module.module, tensors, candidates);
  const nearest = configured ?? likest?.nearest;
  const { severity, reason } = judge(nearest, likest?.isExact ?? false);
  const total = (key: 'parameters' | 'bytes' | 'copies'): number =>
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
    bytes: total('bytes'),
    tensorCount: total('copies'),
    parameterShare: 0,
    flopsPerToken: 0,
    ...(nearest !== undefined && { nearest }),
  };
  const flops = reading.tensors.reduce((sum, each) => sum + tensorFlops(each, sizes['topK']), 0);
  return { ...draft, flopsPerToken: module.count * flops, isText: !isBesideText(module.module) };
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
