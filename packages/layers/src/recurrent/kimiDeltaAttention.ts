import {
  standardDtypes,
  type Derivation,
  type FaultList,
  type LayerOptions,
  type Linear,
} from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { chunkedDeltaFlops, recurrentDeltaFlops } from './deltaRuleFlops.ts';
import { RecurrentLayer } from './recurrentLayer.ts';
import { recurrentState, stateDtype } from './recurrentState.ts';
import {
  convKernel,
  convolutionFlops,
  convolutionWindow,
  filterWeights,
} from './shortConvolution.ts';

/**
 * The spec of a {@link KimiDeltaAttentionLayer}.
 *
 * @example
 * import { kimiDeltaAttentionSpec } from '@mantile/layers';
 * kimiDeltaAttentionSpec.parse({ hiddenSize: 2304, numHeads: 32, headDim: 128 }).convKernel // => 4
 * @category Specs
 */
export const kimiDeltaAttentionSpec = z
  .strictObject({
    /** Width of the model. */
    hiddenSize: size,
    /** Heads, each with a state of headDim × headDim. */
    numHeads: size,
    /** Width of a query, a key and a value. */
    headDim: size,
    /** Tokens that the convolution sees. */
    convKernel: convKernel.default(4),
    /** Whether the output gate is one projection (Kimi K3) or two through headDim (Kimi Linear). */
    useFullRankGate: z.boolean().default(false),
    /** Heads that the decay rates (A_log) are stored for, where checkpoints pad them: 128 of 96 in Kimi K3. */
    paddedNumHeads: size.optional(),
    /** Tokens of a prompt that are processed together. */
    chunkSize: size.default(64),
    /** Format of the recurrent state. */
    stateDtype,
  })
  .refine(({ numHeads, paddedNumHeads = numHeads }) => paddedNumHeads >= numHeads, {
    path: ['paddedNumHeads'],
    error: 'paddedNumHeads must be at least numHeads.',
  });

/**
 * Linear attention by the delta rule with a decay per key channel (Kimi Delta Attention).
 *
 * With d the width, n heads of D, P = nD, w the kernel, C the chunk: 3dP + 3Pw + dD + DP + dn + (dD + DP, or dP at full rank)
 * + n + P + D + Pd weights. In the recurrence a decoded token takes n(7D² + 4D) FLOPs, one of a prompt
 * n(6D² + D²/C + 8CD + 8D). Per sequence it keeps n·D² in single precision and 3P(w−1) inputs of the
 * convolutions, whatever the length. Tensor parallelism cuts the heads; projections to low rank are replicated.
 *
 * @example
 * import { KimiDeltaAttentionLayer } from '@mantile/layers';
 * new KimiDeltaAttentionLayer({ hiddenSize: 2304, numHeads: 32, headDim: 128 }).parameterCount.total // => 39514272
 * @category Recurrent
 */
export class KimiDeltaAttentionLayer extends RecurrentLayer<typeof kimiDeltaAttentionSpec> {
  static readonly kind = 'KimiDeltaAttentionLayer';
  static readonly specSchema = kimiDeltaAttentionSpec;
  static readonly examples = [
    { hiddenSize: 48, numHeads: 12, headDim: 8 },
    {
      hiddenSize: 48,
      numHeads: 12,
      headDim: 4,
      useFullRankGate: true,
      paddedNumHeads: 24,
      chunkSize: 16,
      stateDtype: 'activations',
    },
  ];

  protected readonly body;

  constructor(options: LayerOptions<z.input<typeof kimiDeltaAttentionSpec>>) {
    super(options);
    const { hiddenSize, numHeads, headDim, paddedNumHeads = numHeads } = this.spec;
    const { tensorParallel } = this.parallelism;
    const heads = numHeads / tensorParallel;
    const kernel = this.spec.convKernel;
    const width = numHeads * headDim;

    const outwards = (name: string, inputs: number, outputs: number) =>
      this.linear({ name, inputs, outputs, split: 'outputs', units: numHeads });
    const toRank = (name: string) => this.linear({ name, inputs: hiddenSize, outputs: headDim });
    const projection = (name: string, first: Linear, ...others: readonly Linear[]) => {
      const product = this.product(name, first, ...others);
      return { product, result: this.buffer(`${name}_result`, product.n) };
    };
    const gate = this.spec.useFullRankGate
      ? [projection('g_proj', outwards('g_proj', hiddenSize, width))]
      : [
          projection('g_a_proj', toRank('g_a_proj')),
          projection('g_b_proj', outwards('g_b_proj', headDim, width)),
        ];

    const convolutions = ['q_conv1d', 'k_conv1d', 'v_conv1d'].map((name) => ({
      name,
      channels: width,
      kernel,
    }));
    const state = { elements: numHeads * headDim * headDim, units: numHeads };
    const states = [this.keep(recurrentState(state, this.spec.stateDtype, this.dtypes))];
    const perHead = (dimension: number, units: number) =>
      ({
        shards: [{ axis: 'tensorParallel', dimension, units }],
        dtype: standardDtypes.fp32,
      }) as const;
    const decays = [
      this.weight({
        name: 'A_log',
        shape: [1, 1, paddedNumHeads, 1],
        ...perHead(2, paddedNumHeads),
      }),
      this.weight({ name: 'dt_bias', shape: [width], ...perHead(0, numHeads) }),
    ];
    const scan = (flops: Derivation) => this.recurrence('kimi_delta_rule', flops, states, decays);
    const sizes = { heads, keyDim: headDim, valueDim: headDim, decay: 'channel' } as const;

    this.body = {
      input: this.buffer('input', hiddenSize),
      projections: [
        projection(
          'qkv_proj',
          outwards('q_proj', hiddenSize, width),
          outwards('k_proj', hiddenSize, width),
          outwards('v_proj', hiddenSize, width),
        ),
        projection('f_a_proj', toRank('f_a_proj')),
        projection('f_b_proj', outwards('f_b_proj', headDim, width)),
        projection('b_proj', outwards('b_proj', hiddenSize, numHeads)),
        ...gate,
      ],
      convolve: this.recurrence(
        'convolve',
        // All three alike.
        convolutionFlops({ name: 'conv1d', channels: 3 * width, kernel }, 3 * heads * headDim),
        convolutions.map((part) =>
          this.keep(convolutionWindow(part, numHeads, this.dtypes.activations)),
        ),
        convolutions.flatMap((part) =>
          filterWeights(part, numHeads).map((tensor) => this.weight(tensor)),
        ),
      ),
      normaliseInput: this.elementwise('normalise_query_key', 2 * heads * headDim, {
        flopsPerElement: 5,
        isFusible: true,
      }),
      scanPrompt: scan(chunkedDeltaFlops(sizes, this.spec.chunkSize)),
      scanToken: scan(recurrentDeltaFlops(sizes)),
      normalise: this.elementwise('gate_and_normalise', heads * headDim, {
        flopsPerElement: 5,
        weights: [this.weight({ name: 'o_norm.weight', shape: [headDim] })],
      }),
      ...this.projectOut('o_proj', { inputs: width, outputs: hiddenSize, units: numHeads }),
    };
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'numHeads', this.spec.numHeads);
  }
}
