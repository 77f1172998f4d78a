import { standardDtypes, type Derivation, type FaultList, type LayerOptions } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { RecurrentLayer } from './recurrentLayer.ts';
import { recurrentState, stateDtype } from './recurrentState.ts';

/**
 * The spec of a {@link LightningAttentionLayer}.
 *
 * @example
 * import { lightningAttentionSpec } from '@mantile/layers';
 * lightningAttentionSpec.parse({ hiddenSize: 6144, numHeads: 64, headDim: 128 }).chunkSize // => 256
 * @category Specs
 */
export const lightningAttentionSpec = z
  .strictObject({
    /** Width of the model. */
    hiddenSize: size,
    /** Heads, each with a state of headDim × headDim and a fixed decay. */
    numHeads: size,
    /** Width of a head; hiddenSize / numHeads when absent. */
    headDim: size.optional(),
    /** Tokens of a prompt that are processed together. */
    chunkSize: size.default(256),
    /** Format of the recurrent state. */
    stateDtype,
  })
  .refine(
    ({ hiddenSize, numHeads, headDim }) => headDim !== undefined || hiddenSize % numHeads === 0,
    {
      path: ['headDim'],
      error: 'headDim is needed where numHeads does not divide hiddenSize.',
    },
  );

/**
 * Linear attention with a fixed decay per head, a norm over all heads and an output gate (Lightning Attention).
 *
 * With d the width, n heads of D, C the chunk: 3dnD + dnD + nD + nDd weights. In the recurrence a decoded token takes
 * 5nD² FLOPs, one of a prompt n(4D² + D²/C + C(4D + 1) + 2D). Per sequence it keeps n·D² in single precision,
 * whatever the length. Tensor parallelism cuts the heads; the norm then sums its squares over the packages.
 *
 * @example
 * import { LightningAttentionLayer } from '@mantile/layers';
 * const layer = new LightningAttentionLayer({ hiddenSize: 6144, numHeads: 64, headDim: 128 });
 * layer.parameterCount.total // => 251666432
 * @category Recurrent
 */
export class LightningAttentionLayer extends RecurrentLayer<typeof lightningAttentionSpec> {
  static readonly kind = 'LightningAttentionLayer';
  static readonly specSchema = lightningAttentionSpec;
  static readonly examples = [
    { hiddenSize: 48, numHeads: 12, chunkSize: 16 },
    { hiddenSize: 48, numHeads: 12, headDim: 8, stateDtype: 'activations' },
  ];

  protected readonly body;

  constructor(options: LayerOptions<z.input<typeof lightningAttentionSpec>>) {
    super(options);
    const { hiddenSize, numHeads, chunkSize } = this.spec;
    const headDim = this.spec.headDim ?? hiddenSize / numHeads;
    const { tensorParallel } = this.parallelism;
    const heads = numHeads / tensorParallel;
    const width = numHeads * headDim;

    const projection = (name: string, outputs: number) => {
      const linear = this.linear({
        name,
        inputs: hiddenSize,
        outputs,
        split: 'outputs',
        units: numHeads,
      });
      const product = this.product(name, linear);
      return { product, result: this.buffer(`${name}_result`, product.n) };
    };
    const state = { elements: numHeads * headDim * headDim, units: numHeads };
    const states = [this.keep(recurrentState(state, this.spec.stateDtype, this.dtypes))];
    const scan = (flops: Derivation) => this.recurrence('lightning_attention', flops, states);

    this.body = {
      input: this.buffer('input', hiddenSize),
      projections: [projection('qkv_proj', 3 * width), projection('output_gate', width)],
      scanPrompt: scan(chunkedFlops(heads, headDim, chunkSize)),
      scanToken: scan(recurrentFlops(heads, headDim)),
      reduceSquares: this.exchange(
        'allReduce',
        'tensorParallel',
        'reduce_squares',
        1,
        standardDtypes.fp32,
      ),
      normalise: this.elementwise('gate_and_normalise', heads * headDim, {
        flopsPerElement: 5,
        weights: [
          this.weight({
            name: 'norm.weight',
            shape: [width],
            shards: [{ axis: 'tensorParallel', dimension: 0, units: numHeads }],
          }),
        ],
      }),
      ...this.projectOut('out_proj', { inputs: width, outputs: hiddenSize, units: numHeads }),
    };
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'numHeads', this.spec.numHeads);
  }
}

/** FLOPs of one token, token after token. */
function recurrentFlops(heads: number, headDim: number): Derivation {
  return {
    // An element of the state: decay, write (2), read (2).
    formula: 'heads * 5 * headDim^2',
    inputs: { heads, headDim },
    value: heads * 5 * headDim ** 2,
  };
}

/** The same on average over a chunk of a prompt; tiles are computed whole. */
function chunkedFlops(heads: number, headDim: number, chunk: number): Derivation {
  // Queries times keys, decays between them, times values.
  const tiles = chunk * (4 * headDim + 1);
  // Written and read a token, decayed once a chunk: rounded up so that counts stay whole.
  const state = 4 * headDim ** 2 + Math.ceil(headDim ** 2 / chunk);
  return {
    // Queries and keys take the decay from the chunk's start and to its end (2 headDim).
    formula:
      'heads * (chunk * (4 * headDim + 1) + 4 * headDim^2 + ceil(headDim^2 / chunk) + 2 * headDim)',
    inputs: { heads, chunk, headDim },
    value: heads * (tiles + state + 2 * headDim),
  };
}
