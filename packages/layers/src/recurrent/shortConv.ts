import type { FaultList, LayerOptions } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { RecurrentLayer } from './recurrentLayer.ts';
import {
  convKernel,
  convolutionFlops,
  convolutionWindow,
  filterWeights,
} from './shortConvolution.ts';

/**
 * The spec of a {@link ShortConvLayer}.
 *
 * @example
 * import { shortConvSpec } from '@mantile/layers';
 * shortConvSpec.parse({ hiddenSize: 2048 }).convKernel // => 3
 * @category Specs
 */
export const shortConvSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Tokens that the convolution sees. */
  convKernel: convKernel.default(3),
  /** Whether the convolution and both projections have a bias. */
  hasBias: z.boolean().default(false),
});

/**
 * A gated short convolution (LFM2): each channel sees its last few tokens, between two gates.
 *
 * With d the width and k the kernel: 4d² + kd weights, 8d² + 2kd FLOPs a token. Per sequence it keeps the d(k−1) last inputs of the
 * convolution, whatever the length. Tensor parallelism cuts the channels.
 *
 * @example
 * import { ShortConvLayer } from '@mantile/layers';
 * const layer = new ShortConvLayer({ hiddenSize: 2048 });
 * layer.parameterCount.total // => 16783360
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 32000 }) // => 8192
 * @category Recurrent
 */
export class ShortConvLayer extends RecurrentLayer<typeof shortConvSpec> {
  static readonly kind = 'ShortConvLayer';
  static readonly specSchema = shortConvSpec;
  static readonly examples = [{ hiddenSize: 48 }, { hiddenSize: 48, convKernel: 4, hasBias: true }];

  protected readonly body;

  constructor(options: LayerOptions<z.input<typeof shortConvSpec>>) {
    super(options);
    const { hiddenSize, convKernel: kernel, hasBias } = this.spec;
    const local = hiddenSize / this.parallelism.tensorParallel;
    const product = this.product(
      'in_proj',
      this.linear({
        name: 'in_proj',
        inputs: hiddenSize,
        // Both gates and the convolution's input.
        outputs: 3 * hiddenSize,
        split: 'outputs',
        units: hiddenSize,
        hasBias,
      }),
    );
    const convolution = { name: 'conv', channels: hiddenSize, kernel, hasBias };

    this.body = {
      input: this.buffer('input', hiddenSize),
      projections: [{ product, result: this.buffer('gates_and_channels', product.n) }],
      convolve: this.recurrence(
        'convolve',
        convolutionFlops(convolution, local),
        [this.keep(convolutionWindow(convolution, hiddenSize, this.dtypes.activations))],
        filterWeights(convolution, hiddenSize).map((tensor) => this.weight(tensor)),
      ),
      normalise: this.elementwise('gate', local, { isFusible: true }),
      ...this.projectOut('out_proj', { inputs: hiddenSize, outputs: hiddenSize }, hasBias),
    };
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'hiddenSize', this.spec.hiddenSize);
  }
}
