import { Layer, type LayerOptions, type SpecSchema } from '@mantile/core';

const noSpec: SpecSchema<object> = {
  '~standard': {
    version: 1,
    vendor: '@mantile/config',
    validate: (value) => ({ value: value as object }),
  },
};

/**
 * A layer at rest: its weights lie in memory, spread as when it runs, but it does nothing and keeps nothing.
 * That is how a vision tower weighs on a step that generates text.
 *
 * @example
 * import { RestingLayer } from '@mantile/config';
 * import { MLPLayer } from '@mantile/layers';
 * const resting = new RestingLayer(new MLPLayer({ hiddenSize: 64, intermediateSize: 256 }));
 * resting.parameterCount // => { total: 32768, active: 0 }
 * resting.computeFlops({ phase: 'prefill', batchSize: 1, seqLen: 8 }) // => 0
 * @category Building
 */
export class RestingLayer extends Layer<SpecSchema<object>> {
  static readonly kind = 'RestingLayer';
  static readonly specSchema: SpecSchema<object> = noSpec;
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
    'dataParallel',
    'pipelineParallel',
  ] as const;
  /** The layer that rests. */
  readonly of: Layer;

  constructor(of: Layer) {
    const { dtypes, parallelism } = of;
    const options: LayerOptions<object> = { dtypes, parallelism };
    super(options);
    this.of = of;
    for (const tensor of of.weights) this.weight({ ...tensor, usedPerToken: 0 });
  }

  forward(): void {
    // At rest.
  }
}
