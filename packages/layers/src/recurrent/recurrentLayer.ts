import {
  Layer,
  type ActivationBuffer,
  type CollectiveOperation,
  type MatmulOperation,
  type PassOperation,
  type ScanOperation,
  type SpecSchema,
  type StepFrame,
  type Work,
} from '@mantile/core';
import { readsState } from './recurrentState.ts';

/** The operations of a recurrent layer, in the order in which they run. */
export interface RecurrentBody {
  readonly input: ActivationBuffer;
  /** Products, and what each leaves alive. */
  readonly projections: readonly {
    readonly product: MatmulOperation;
    readonly result: ActivationBuffer;
  }[];
  readonly convolve?: ScanOperation | undefined;
  /** Norms of what goes into the recurrence. */
  readonly normaliseInput?: PassOperation | undefined;
  /** The recurrence: worked out in chunks for a prompt, and token after token in decoding. */
  readonly scanPrompt?: ScanOperation | undefined;
  readonly scanToken?: ScanOperation | undefined;
  /** Sums of squares, where several packages hold parts of what is normalised together. */
  readonly reduceSquares?: CollectiveOperation | undefined;
  readonly normalise: PassOperation;
  readonly contract: MatmulOperation;
  readonly output: ActivationBuffer;
  readonly reduce: CollectiveOperation;
}

/**
 * What linear recurrences have in common: projections in, a short convolution, the recurrence, a gated norm and a
 * projection out, cut over heads or channels. Sequences stay whole: each token needs the state of the one before.
 */
export abstract class RecurrentLayer<Schema extends SpecSchema> extends Layer<Schema> {
  static readonly supportedParallelism = ['tensorParallel', 'attentionDataParallel'] as const;

  protected abstract readonly body: RecurrentBody;

  /**
   * The projection back to the width of the model, summed over the packages.
   *
   * @internal
   */
  protected projectOut(
    name: string,
    sizes: { readonly inputs: number; readonly outputs: number; readonly units?: number },
    hasBias = false,
  ): Pick<RecurrentBody, 'contract' | 'output' | 'reduce'> {
    const { outputs } = sizes;
    return {
      contract: this.product(name, this.linear({ name, ...sizes, split: 'inputs', hasBias })),
      output: this.buffer('output', outputs),
      reduce: this.exchange('allReduce', 'tensorParallel', 'reduce_output', outputs),
    };
  }

  forward(step: StepFrame, work: Work): void {
    const { body } = this;
    const { seqLen } = step;
    const sequences = step.sequences(this.parallelism.attentionDataParallel);
    const rows = sequences * seqLen;
    const hasPast = readsState(step);
    const scan = step.phase === 'decode' ? body.scanToken : body.scanPrompt;

    work.hold(body.input, rows);
    for (const { product, result } of body.projections) {
      work.matmul(product, rows);
      work.hold(result, rows);
    }
    if (body.convolve !== undefined) work.scan(body.convolve, sequences, seqLen, hasPast);
    if (body.normaliseInput !== undefined) work.pass(body.normaliseInput, rows);
    if (scan !== undefined) work.scan(scan, sequences, seqLen, hasPast);
    if (body.reduceSquares !== undefined) work.collective(body.reduceSquares, rows);
    work.pass(body.normalise, rows);
    work.matmul(body.contract, rows);
    work.hold(body.output, rows);
    work.collective(body.reduce, rows);
  }
}
