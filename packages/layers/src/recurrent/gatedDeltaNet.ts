import { standardDtypes, type Derivation, type FaultList, type LayerOptions } from '@mantile/core';
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
 * The spec of a {@link GatedDeltaNetLayer}.
 *
 * @example
 * import { gatedDeltaNetSpec } from '@mantile/layers';
 * const heads = { numKeyHeads: 16, numValueHeads: 32, keyHeadDim: 128, valueHeadDim: 128 };
 * gatedDeltaNetSpec.parse({ hiddenSize: 2048, ...heads }).chunkSize // => 64
 * @category Specs
 */
export const gatedDeltaNetSpec = z
  .strictObject({
    /** Width of the model. */
    hiddenSize: size,
    /** Heads of queries and keys. */
    numKeyHeads: size,
    /** Heads of values, each with a state of its own; several may share a key. */
    numValueHeads: size,
    /** Width of a query and of a key. */
    keyHeadDim: size,
    /** Width of a value. */
    valueHeadDim: size,
    /** Tokens that the convolution sees. */
    convKernel: convKernel.default(4),
    /** How checkpoints store the projections in: `split` in four (Qwen3.5) or `fused` in two (Qwen3-Next). */
    inputProjections: z.enum(['split', 'fused']).default('split'),
    /** Whether the decay rates and the norm are stored in single precision; as a rule, where projections are split. */
    hasFp32Parameters: z.boolean().optional(),
    /** Tokens of a prompt that are processed together. */
    chunkSize: size.default(64),
    /** Format of the recurrent state. */
    stateDtype,
  })
  .refine(({ numKeyHeads, numValueHeads }) => numValueHeads % numKeyHeads === 0, {
    path: ['numKeyHeads'],
    error: 'numKeyHeads must divide numValueHeads.',
  });

/**
 * Linear attention by the gated delta rule (Gated DeltaNet), with an output gate and a norm per head.
 *
 * With d the width, K and V the widths of all keys and of all values, n value heads, k, v their widths, w the kernel, C the chunk:
 * d(2K + V) + dV + 2dn + w(2K + V) + 2n + v + Vd weights. In the recurrence a decoded token takes n(7kv + 2v + 2) FLOPs, one of a
 * prompt n(6kv + kv/C + C(5k + 3v + 3) + 3k + 4). Per sequence it keeps n·k·v in single precision and
 * (2K + V)(w−1) inputs of the convolution, whatever the length. Tensor parallelism cuts the heads.
 *
 * @example
 * import { GatedDeltaNetLayer } from '@mantile/layers';
 * const heads = { numKeyHeads: 16, numValueHeads: 32, keyHeadDim: 128, valueHeadDim: 128 };
 * new GatedDeltaNetLayer({ hiddenSize: 2048, ...heads }).parameterCount.total // => 33718464
 * @category Recurrent
 */
export class GatedDeltaNetLayer extends RecurrentLayer<typeof gatedDeltaNetSpec> {
  static readonly kind = 'GatedDeltaNetLayer';
  static readonly specSchema = gatedDeltaNetSpec;
  static readonly examples = [
    { hiddenSize: 48, numKeyHeads: 12, numValueHeads: 24, keyHeadDim: 8, valueHeadDim: 4 },
    {
      hiddenSize: 48,
      numKeyHeads: 12,
      numValueHeads: 12,
      keyHeadDim: 4,
      valueHeadDim: 8,
      inputProjections: 'fused',
      chunkSize: 16,
      stateDtype: 'activations',
    },
  ];

  protected readonly body;

  constructor(options: LayerOptions<z.input<typeof gatedDeltaNetSpec>>) {
    super(options);
    const { hiddenSize, numKeyHeads, numValueHeads, keyHeadDim, valueHeadDim } = this.spec;
    const { tensorParallel } = this.parallelism;
    const keys = numKeyHeads * keyHeadDim;
    const values = numValueHeads * valueHeadDim;
    const isSplit = this.spec.inputProjections === 'split';
    const decayDtype = (this.spec.hasFp32Parameters ?? isSplit) ? standardDtypes.fp32 : undefined;

    const inwards = (name: string, outputs: number) =>
      this.linear({
        name,
        inputs: hiddenSize,
        outputs,
        split: 'outputs',
        units: numKeyHeads,
      });
    const product = isSplit
      ? this.product(
          'in_proj',
          inwards('in_proj_qkv', 2 * keys + values),
          inwards('in_proj_z', values),
          inwards('in_proj_b', numValueHeads),
          inwards('in_proj_a', numValueHeads),
        )
      : this.product(
          'in_proj',
          inwards('in_proj_qkvz', 2 * keys + 2 * values),
          inwards('in_proj_ba', 2 * numValueHeads),
        );

    const channels = 2 * keys + values;
    const convolution = { name: 'conv1d', channels, kernel: this.spec.convKernel };
    const convolve = this.recurrence(
      'convolve',
      convolutionFlops(convolution, channels / tensorParallel),
      [this.keep(convolutionWindow(convolution, numKeyHeads, this.dtypes.activations))],
      filterWeights(convolution, numKeyHeads).map((tensor) => this.weight(tensor)),
    );

    const state = { elements: numValueHeads * keyHeadDim * valueHeadDim, units: numValueHeads };
    const states = [this.keep(recurrentState(state, this.spec.stateDtype, this.dtypes))];
    const perHead = [{ axis: 'tensorParallel', dimension: 0, units: numValueHeads }] as const;
    const decays = [
      this.weight({ name: 'dt_bias', shape: [numValueHeads], shards: perHead }),
      this.weight({ name: 'A_log', shape: [numValueHeads], dtype: decayDtype, shards: perHead }),
    ];
    const scan = (flops: Derivation) => this.recurrence('gated_delta_rule', flops, states, decays);
    const sizes = {
      heads: numValueHeads / tensorParallel,
      keyDim: keyHeadDim,
      valueDim: valueHeadDim,
      decay: 'head',
    } as const;

    this.body = {
      input: this.buffer('input', hiddenSize),
      projections: [{ product, result: this.buffer('projected', product.n) }],
      convolve,
      normaliseInput: this.elementwise('normalise_query_key', (2 * keys) / tensorParallel, {
        flopsPerElement: 5,
        isFusible: true,
      }),
      scanPrompt: scan(chunkedDeltaFlops(sizes, this.spec.chunkSize)),
      scanToken: scan(recurrentDeltaFlops(sizes)),
      normalise: this.elementwise('gate_and_normalise', values / tensorParallel, {
        flopsPerElement: 5,
        weights: [this.weight({ name: 'norm.weight', shape: [valueHeadDim], dtype: decayDtype })],
      }),
      ...this.projectOut('out_proj', {
        inputs: values,
        outputs: hiddenSize,
        units: numValueHeads,
      }),
    };
  }

  protected override check(faults: FaultList): void {
    this.requireDivides(faults, 'tensorParallel', 'numKeyHeads', this.spec.numKeyHeads);
  }
}
