import { Layer, type LayerSetup } from '@mantile/core';
import * as z from 'zod';

/**
 * The spec of a {@link NoOpLayer}: no keys.
 *
 * @example
 * import { noOpSpec } from '@mantile/layers';
 * noOpSpec.parse({}) // => {}
 * @category Specs
 */
export const noOpSpec = z.strictObject({});

/**
 * The place of a block that a search over architectures has taken out (its norm went with it): the residual
 * stream passes by, and all costs are zero.
 *
 * @example
 * import { NoOpLayer } from '@mantile/layers';
 * new NoOpLayer().parameterCount.total // => 0
 * @category Feed-forward
 */
export class NoOpLayer extends Layer<typeof noOpSpec> {
  static readonly kind = 'NoOpLayer';
  static readonly specSchema = noOpSpec;
  // What does nothing can be spread in any way.
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples = [{}];

  constructor(options: LayerSetup = {}) {
    super(options);
  }

  forward(): void {
    // Nothing to send.
  }
}
