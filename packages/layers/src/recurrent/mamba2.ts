import {
  standardDtypes,
  wireFactor,
  type Derivation,
  type FaultList,
  type LayerOptions,
} from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { chunkedScanFlops, recurrentScanFlops } from './stateSpaceFlops.ts';
import { RecurrentLayer } from './recurrentLayer.ts';
import { recurrentState, stateDtype } from './recurrentState.ts';
import {
  convKernel,
  convolutionFlops,
  convolutionWindow,
  filterWeights,
} from './shortConvolution.ts';

/**
 * The spec of a {@link Mamba2Layer}.
 *
 * @example
 * import { mamba2Spec } from '@mantile/layers';
 * mamba2Spec.parse({ hiddenSize: 2560, numHeads: 80, headDim: 64, stateSize: 128 }).numGroups // => 1
 * @category Specs
 */
export const mamba2Spec = z
  .strictObject({
    /** Width of the model. */
    hiddenSize: size,
    /** Heads, each with a decay of its own. */
    numHeads: size,
    /** Channels of a head. */
    headDim: size,
    /** Groups of heads that share what they write into the state and read out of it (B and C). */
    numGroups: size.default(1),
    /** Entries of the recurrent state of a channel. */
    stateSize: size,
    /** Tokens that the convolution sees. */
    convKernel: convKernel.default(4),
    /** Whether the convolution has a bias. */
    useConvBias: z.boolean().default(true),
    /** Whether the projections in and out have a bias. */
    hasBias: z.boolean().default(false),
    /** Whether the result is normalised, with its gate, before the projection out. */
    hasGatedNorm: z.boolean().default(true),
    /** Tokens of a prompt that are processed together. */
    chunkSize: size.default(256),
    /** Format of the recurrent state. */
    stateDtype,
  })
  .refine(({ numHeads, numGroups }) => numHeads % numGroups === 0, {
    path: ['numGroups'],
    error: 'numGroups must divide numHeads.',
  });

/**
 * A state space layer with one decay per head (Mamba-2), which prompts go through in chunks of matrix products.
 *
 * With d the width, n heads of P channels, I = nP, G groups, S states per channel, k the kernel and Q the chunk:
 * d(2I + 2GS + n) + (I + 2GS)(k+1) + 3n + I + Id weights. A decoded token takes 5IS + 3I + 2n FLOPs in the recurrence, one of a
 * prompt 4IS + 2IS/Q + 2Q(I + GS + n) + 5I + 4n: tiles of Q×Q are computed whole, the masked half included.
 * Per sequence it keeps I·S in single precision and (I + 2GS)(k−1) inputs of the convolution, whatever the length.
 * Tensor parallelism cuts the heads and the groups, which it replicates beyond their number.
 *
 * @example
 * import { Mamba2Layer } from '@mantile/layers';
 * const layer = new Mamba2Layer({ hiddenSize: 2560, numHeads: 80, headDim: 64, stateSize: 128 });
 * layer.parameterCount.total // => 40214000
 * @category Recurrent
 */
export class Mamba2Layer extends RecurrentLayer<typeof mamba2Spec> {
  static readonly kind = 'Mamba2Layer';
  static readonly specSchema = mamba2Spec;
  static readonly examples = [
    { hiddenSize: 48, numHeads: 12, headDim: 8, stateSize: 16, chunkSize: 8 },
    {
      hiddenSize: 48,
      numHeads: 12,
      headDim: 8,
      numGroups: 2,
      stateSize: 8,
      useConvBias: false,
      hasBias: true,
      stateDtype: 'activations',
    },
    {
      hiddenSize: 48,
      numHeads: 24,
      headDim: 4,
      numGroups: 12,
      stateSize: 8,
      hasGatedNorm: false,
    },
  ];

  protected readonly body;

  constructor(options: LayerOptions<z.input<typeof mamba2Spec>>) {
    super(options);
    const { hiddenSize, numHeads, headDim, numGroups, stateSize, hasGatedNorm } = this.spec;
    const { tensorParallel } = this.parallelism;
    const channels = numHeads * headDim;
    const shared = numGroups * stateSize;
    const heads = numHeads / tensorParallel;
    const groups = Math.max(1, numGroups / tensorParallel);
    const byHead = { size: channels, units: numHeads };
    const byGroup = { size: shared, units: numGroups };
    const perHead = (dimension: number) =>
      [{ axis: 'tensorParallel', dimension, units: numHeads }] as const;

    const product = this.product(
      'in_proj',
      this.linear({
        name: 'in_proj',
        inputs: hiddenSize,
        // Gate, inputs, B, C and step sizes, one after another.
        outputs: 2 * channels + 2 * shared + numHeads,
        split: 'outputs',
        units: [byHead, byHead, byGroup, byGroup, { size: numHeads, units: numHeads }],
        hasBias: this.spec.hasBias,
      }),
    );
    const localChannels = heads * headDim;
    const convolved = localChannels + 2 * groups * stateSize;
    const { convKernel: kernel, useConvBias: hasBias } = this.spec;
    const convolution = { name: 'conv1d', channels: channels + 2 * shared, kernel, hasBias };
    const window = (name: string, channelsOf: number, units: number) =>
      this.keep(
        convolutionWindow({ name, channels: channelsOf, kernel }, units, this.dtypes.activations),
      );
    const convolve = this.recurrence(
      'convolve',
      convolutionFlops(convolution, convolved),
      [window('conv1d_heads', channels, numHeads), window('conv1d_groups', 2 * shared, numGroups)],
      filterWeights(convolution, [byHead, byGroup, byGroup]).map((tensor) => this.weight(tensor)),
    );

    const sizes = { heads, groups, headDim, stateSize };
    const state = { elements: channels * stateSize, units: numHeads };
    const states = [this.keep(recurrentState(state, this.spec.stateDtype, this.dtypes))];
    const perHeadWeights = ['A_log', 'D', 'dt_bias'].map((name) =>
      this.weight({ name, shape: [numHeads], shards: perHead(0) }),
    );
    const scan = (flops: Derivation) =>
      this.recurrence('state_space_scan', flops, states, perHeadWeights);

    // A group that is spread over several packages is normalised by the sum of all its squares.
    const sharers = tensorParallel / Math.min(tensorParallel, numGroups);
    const reduceSquares =
      hasGatedNorm && sharers > 1
        ? {
            ...this.exchange(
              'allReduce',
              'tensorParallel',
              'reduce_squares',
              1,
              standardDtypes.fp32,
            ),
            packages: sharers,
            wireFactor: wireFactor('allReduce', sharers),
          }
        : undefined;
    const norm = hasGatedNorm
      ? [this.weight({ name: 'norm.weight', shape: [channels], shards: perHead(0) })]
      : [];

    this.body = {
      input: this.buffer('input', hiddenSize),
      projections: [{ product, result: this.buffer('expanded', product.n) }],
      convolve,
      scanPrompt: scan(chunkedScanFlops(sizes, this.spec.chunkSize)),
      scanToken: scan(recurrentScanFlops(sizes)),
      reduceSquares,
      normalise: this.elementwise('gate_and_normalise', localChannels, {
        flopsPerElement: hasGatedNorm ? 5 : 0,
        weights: norm,
      }),
      ...this.projectOut(
        'out_proj',
        { inputs: channels, outputs: hiddenSize, units: numHeads },
        this.spec.hasBias,
      ),
    };
  }

  protected override check(faults: FaultList): void {
    const { numHeads, numGroups } = this.spec;
    this.requireDivides(faults, 'tensorParallel', 'numHeads', numHeads);
    // Beyond their number groups are replicated, which must come out even as well.
    if (this.parallelism.tensorParallel % numGroups !== 0) {
      this.requireDivides(faults, 'tensorParallel', 'numGroups', numGroups);
    }
  }
}
