import { Layer, type FaultList, type LayerOptions, type StepFrame, type Work } from '@mantile/core';
import * as z from 'zod';
import { size } from '../internal/schema.ts';
import { readsState, recurrentState, stateDtype } from './recurrentState.ts';
import {
  convKernel,
  convolutionFlops,
  convolutionWindow,
  filterWeights,
} from './shortConvolution.ts';
import { selectiveScanFlops } from './stateSpaceFlops.ts';

/**
 * The spec of an {@link SSMLayer}.
 *
 * @example
 * import { ssmSpec } from '@mantile/layers';
 * ssmSpec.parse({ hiddenSize: 768 }).dtRank // => 'auto'
 * @category Specs
 */
export const ssmSpec = z.strictObject({
  /** Width of the model. */
  hiddenSize: size,
  /** Entries of the recurrent state of a channel. */
  dState: size.default(16),
  /** Tokens that the convolution sees. */
  dConv: convKernel.default(4),
  /** Channels per element of the model's width. */
  expand: size.default(2),
  /** Rank of the projection to step sizes; "auto" is hiddenSize / 16, rounded up. */
  dtRank: z.union([z.literal('auto'), size]).default('auto'),
  /** Whether the projections in and out have a bias. */
  bias: z.boolean().default(false),
  /** Whether the convolution has a bias. */
  useConvBias: z.boolean().default(true),
  /** Norm of the step sizes, B and C each: none (Mamba), without weight (Falcon-Mamba), with weight (Jamba). */
  innerNorm: z.enum(['none', 'weightless', 'weighted']).default('none'),
  /** Format of the recurrent state. */
  stateDtype,
});

/**
 * A selective state space layer (Mamba): every channel carries a small state, whose decay and input depend on the token.
 *
 * With d the width, I = expand·d channels, S states, k the kernel and R the rank of the step sizes:
 * 2dI + I(k+1) + I(R+2S) + RI + I + IS + I + Id weights; the recurrence takes 6IS + 3I FLOPs a token, in a prompt
 * as in decoding. Per sequence it keeps I·S in single precision and I(k−1) inputs of the convolution, whatever the length.
 * Tensor parallelism cuts the channels and sums twice: step sizes, B and C (R+2S) and the output (d).
 * A sequence cannot be split: each token needs the state of the one before.
 *
 * @example
 * import { SSMLayer } from '@mantile/layers';
 * const layer = new SSMLayer({ hiddenSize: 768 });
 * layer.parameterCount.total // => 3770880
 * layer.computeKvCache({ phase: 'decode', batchSize: 1, contextLen: 100000 }) // => 107520
 * @category Recurrent
 */
export class SSMLayer extends Layer<typeof ssmSpec> {
  static readonly kind = 'SSMLayer';
  static readonly specSchema = ssmSpec;
  static readonly supportedParallelism = ['tensorParallel', 'attentionDataParallel'] as const;
  static readonly examples = [
    { hiddenSize: 48, dState: 4 },
    { hiddenSize: 48, dtRank: 12, bias: true, useConvBias: false, innerNorm: 'weightless' },
    { hiddenSize: 48, expand: 1, innerNorm: 'weighted', stateDtype: 'activations' },
  ];

  private readonly input;
  private readonly expandInput;
  private readonly channelsAndGate;
  private readonly convolve;
  private readonly select;
  private readonly selection;
  private readonly reduceSelection;
  private readonly normalise;
  private readonly expandSteps;
  private readonly steps;
  private readonly scan;
  private readonly contract;
  private readonly output;
  private readonly reduce;

  constructor(options: LayerOptions<z.input<typeof ssmSpec>>) {
    super(options);
    const { hiddenSize, dState, dConv, expand, bias, useConvBias, innerNorm } = this.spec;
    const channels = expand * hiddenSize;
    const rank = this.spec.dtRank === 'auto' ? Math.ceil(hiddenSize / 16) : this.spec.dtRank;
    const selected = rank + 2 * dState;
    const local = channels / this.parallelism.tensorParallel;
    const perChannel = [{ axis: 'tensorParallel', dimension: 0, units: channels }] as const;

    this.input = this.buffer('input', hiddenSize);
    this.expandInput = this.product(
      'in_proj',
      this.linear({
        name: 'in_proj',
        inputs: hiddenSize,
        outputs: 2 * channels,
        split: 'outputs',
        units: channels,
        hasBias: bias,
      }),
    );
    this.channelsAndGate = this.buffer('channels_and_gate', 2 * local);

    const convolution = { name: 'conv1d', channels, kernel: dConv, hasBias: useConvBias };
    this.convolve = this.recurrence(
      'convolve',
      convolutionFlops(convolution, local),
      [this.keep(convolutionWindow(convolution, channels, this.dtypes.activations))],
      filterWeights(convolution, channels).map((tensor) => this.weight(tensor)),
    );

    this.select = this.product(
      'x_proj',
      this.linear({ name: 'x_proj', inputs: channels, outputs: selected, split: 'inputs' }),
    );
    this.selection = this.buffer('selection', selected);
    this.reduceSelection = this.exchange(
      'allReduce',
      'tensorParallel',
      'reduce_selection',
      selected,
    );
    const norms = { dt_layernorm: rank, b_layernorm: dState, c_layernorm: dState };
    this.normalise =
      innerNorm === 'none'
        ? undefined
        : this.elementwise('normalise_selection', selected, {
            flopsPerElement: 5,
            weights:
              innerNorm === 'weightless'
                ? []
                : Object.entries(norms).map(([name, width]) =>
                    this.weight({ name: `${name}.weight`, shape: [width] }),
                  ),
          });
    this.expandSteps = this.product(
      'dt_proj',
      this.linear({
        name: 'dt_proj',
        inputs: rank,
        outputs: channels,
        split: 'outputs',
        hasBias: true,
      }),
    );
    this.steps = this.buffer('step_sizes', local);

    const state = { elements: channels * dState, units: channels };
    this.scan = this.recurrence(
      'selective_scan',
      selectiveScanFlops(local, dState),
      [this.keep(recurrentState(state, this.spec.stateDtype, this.dtypes))],
      [
        this.weight({ name: 'A_log', shape: [channels, dState], shards: perChannel }),
        this.weight({ name: 'D', shape: [channels], shards: perChannel }),
      ],
    );
    this.contract = this.product(
      'out_proj',
      this.linear({
        name: 'out_proj',
        inputs: channels,
        outputs: hiddenSize,
        split: 'inputs',
        hasBias: bias,
      }),
    );
    this.output = this.buffer('output', hiddenSize);
    this.reduce = this.exchange('allReduce', 'tensorParallel', 'reduce_output', hiddenSize);
  }

  protected override check(faults: FaultList): void {
    const { expand, hiddenSize } = this.spec;
    this.requireDivides(faults, 'tensorParallel', 'expand * hiddenSize', expand * hiddenSize);
  }

  forward(step: StepFrame, work: Work): void {
    const sequences = step.sequences(this.parallelism.attentionDataParallel);
    const rows = sequences * step.seqLen;
    const hasPast = readsState(step);
    work.hold(this.input, rows);
    work.matmul(this.expandInput, rows);
    work.hold(this.channelsAndGate, rows);
    work.scan(this.convolve, sequences, step.seqLen, hasPast);
    work.matmul(this.select, rows);
    work.hold(this.selection, rows);
    work.collective(this.reduceSelection, rows);
    if (this.normalise !== undefined) work.pass(this.normalise, rows);
    work.matmul(this.expandSteps, rows);
    work.hold(this.steps, rows);
    work.scan(this.scan, sequences, step.seqLen, hasPast);
    work.matmul(this.contract, rows);
    work.hold(this.output, rows);
    work.collective(this.reduce, rows);
  }
}
