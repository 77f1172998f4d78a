import { Layer, type LayerOptions } from '@mantile/core';
import * as z from 'zod';

/**
 * The spec of a {@link DropoutLayer}.
 *
 * @example
 * import { dropoutSpec } from '@mantile/layers';
 * dropoutSpec.parse({ p: 0.1 }).p // => 0.1
 * @category Specs
 */
export const dropoutSpec = z.strictObject({
  /** How likely training drops an element. */
  p: z.number().min(0).max(1),
});

/**
 * Dropout, which inference leaves out: it holds nothing, does nothing and costs nothing, as its zeros say.
 *
 * @example
 * import { DropoutLayer } from '@mantile/layers';
 * new DropoutLayer({ p: 0.1 }).computeFlops({ phase: 'prefill', batchSize: 1, seqLen: 128 }) // => 0
 * @category Feed-forward
 */
export class DropoutLayer extends Layer<typeof dropoutSpec> {
  static readonly kind = 'DropoutLayer';
  static readonly specSchema = dropoutSpec;
  // What does nothing can be spread in any way.
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [{ p: 0.1 }];

  // Restated for the types of the options.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor
  constructor(options: LayerOptions<z.input<typeof dropoutSpec>>) {
    super(options);
  }

  forward(): void {
    // Nothing to send.
  }
}
