import {
  Layer,
  wireFactor,
  type CollectiveOperation,
  type LayerOptions,
  type Parallelism,
  type SpecSchema,
  type StepFrame,
  type Work,
} from '@mantile/core';

interface Resharding {
  readonly hiddenSize: number;
  /** Packages whose tokens are brought together, and how far apart they are. */
  readonly packages: number;
  readonly stride: number;
}

const reshardingSpec: SpecSchema<Resharding> = {
  '~standard': {
    version: 1,
    vendor: '@mantile/config',
    validate: (value) => ({ value: value as Resharding }),
  },
};

/**
 * Stands beside a layer whose packages share tokens otherwise than those of the rest of the model: on the way
 * in, or on the way back, the tokens of several packages are gathered; the other way each takes its slice, for
 * nothing.
 */
export class ReshardingLayer extends Layer<typeof reshardingSpec> {
  static readonly kind = 'ReshardingLayer';
  static readonly specSchema = reshardingSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;

  private readonly gather: CollectiveOperation;
  private readonly gathered;

  /** Compiled for the plan in which fewer packages share the tokens. */
  constructor(options: LayerOptions<Resharding>) {
    super(options);
    const { hiddenSize, packages, stride } = this.spec;
    this.gathered = this.buffer('gathered_tokens', hiddenSize);
    this.gather = {
      ...this.exchange('allGather', 'attentionDataParallel', 'gather_tokens', hiddenSize),
      packages,
      stride,
      wireFactor: wireFactor('allGather', packages),
    };
  }

  forward(step: StepFrame, work: Work): void {
    const rows = this.rows(step);
    work.hold(this.gathered, rows);
    work.collective(this.gather, rows);
  }
}

/** What lies between a layer and the rest of the model; undefined where both share tokens alike. */
export function reshardingOf(
  layer: Layer,
  plan: Parallelism,
  modelWidth: number,
): ReshardingLayer | undefined {
  const { dtypes, parallelism } = layer;
  // Towers have a width of their own.
  const { hiddenSize = modelWidth } = layer.spec as { readonly hiddenSize?: number };
  const ofLayer = tokenShares(layer);
  const ofModel = tokenGroups(plan);
  if (ofLayer === ofModel || layer.weights.length === 0) return undefined;
  const [coarse, fine] =
    ofLayer < ofModel
      ? ([parallelism, plan] as const)
      : ([{ ...plan, expertParallel: 1 }, parallelism] as const);
  const [fewer, more] = [Math.min(ofLayer, ofModel), Math.max(ofLayer, ofModel)];
  return new ReshardingLayer({
    hiddenSize,
    packages: more % fewer === 0 ? more / fewer : more,
    stride: fine.tensorParallel,
    dtypes,
    parallelism: coarse,
  });
}

function tokenGroups({
  attentionDataParallel,
  contextParallel,
  sequenceParallel,
}: Parallelism): number {
  return attentionDataParallel * contextParallel * sequenceParallel;
}

/** Packages that each bring tokens of their own to a layer: with experts these too, unless all have all tokens. */
function tokenShares({ parallelism, spec }: Layer): number {
  const { dispatch } = spec as { readonly dispatch?: unknown };
  const experts = dispatch === 'allReduce' ? 1 : parallelism.expertParallel;
  return tokenGroups(parallelism) * experts;
}
