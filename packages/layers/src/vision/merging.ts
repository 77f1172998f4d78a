import {
  Layer,
  type ActivationBuffer,
  type CollectiveOperation,
  type MatmulOperation,
  type PassOperation,
  type SpecSchema,
  type StepFrame,
  type Work,
} from '@mantile/core';

/** The sizes of a projection that first puts several tokens side by side. */
export interface MergingSizes {
  /** Width of a token before. */
  readonly inputSize: number;
  /** Tokens that become one. */
  readonly merged: number;
  /** Tokens that are averaged into one before; 1 when absent. */
  readonly pooled?: number | undefined;
  /** Inner width of an MLP; a single projection when absent. */
  readonly innerSize?: number | undefined;
  readonly outputSize: number;
  readonly hasBias: boolean;
  /** Widths of a learned norm's parts: scale, or scale and shift; none when empty. */
  readonly norm: readonly ('weight' | 'bias')[];
  /** Whether the norm runs over merged tokens. */
  readonly normsMerged: boolean;
}

/** The compiled operations of such a projection. */
export interface Merging {
  /** Tokens that become one in all. */
  readonly merged: number;
  /** Tokens that the norm sees for each that remains. */
  readonly normedTokens: number;
  readonly input: ActivationBuffer;
  readonly pool?: PassOperation | undefined;
  readonly normalise?: PassOperation | undefined;
  readonly expand?: MatmulOperation | undefined;
  readonly inner?: ActivationBuffer | undefined;
  readonly activate?: PassOperation | undefined;
  readonly contract: MatmulOperation;
  readonly output: ActivationBuffer;
  readonly reduce?: CollectiveOperation | undefined;
}

/** A layer that merges neighbouring tokens and projects them to another width. */
export abstract class MergingLayer<Schema extends SpecSchema = SpecSchema> extends Layer<Schema> {
  /**
   * Declares norm and projections; tensor parallelism cuts an MLP's inner width, and repeats a single projection.
   *
   * @internal
   */
  protected merging(sizes: MergingSizes): Merging {
    const { inputSize, merged, pooled = 1, innerSize, outputSize } = sizes;
    const { hasBias, norm, normsMerged } = sizes;
    const width = inputSize * merged;
    const normed = normsMerged ? width : inputSize;
    const project = (
      name: string,
      inputs: number,
      outputs: number,
      split?: 'inputs' | 'outputs',
    ): MatmulOperation =>
      this.product(name, this.linear({ name, inputs, outputs, split, hasBias }));
    const normalise =
      norm.length === 0
        ? undefined
        : this.elementwise('normalise', normed, {
            flopsPerElement: 5,
            weights: norm.map((name) => this.weight({ name: `norm.${name}`, shape: [normed] })),
          });
    const outer = {
      merged: merged * pooled,
      normedTokens: normsMerged ? 1 : merged,
      input: this.buffer('input', pooled * width),
      pool: pooled === 1 ? undefined : this.pool(width, pooled),
      normalise,
      output: this.buffer('output', outputSize),
    };
    if (innerSize === undefined) return { ...outer, contract: project('proj', width, outputSize) };
    const localSize = innerSize / this.parallelism.tensorParallel;
    return {
      ...outer,
      expand: project('proj_in', width, innerSize, 'outputs'),
      inner: this.buffer('inner', localSize),
      activate: this.elementwise('activate', localSize, { isFusible: true }),
      contract: project('proj_out', innerSize, outputSize, 'inputs'),
      reduce: this.exchange('allReduce', 'tensorParallel', 'reduce_output', outputSize),
    };
  }

  /** An average over tokens: all of them are read, one is written. */
  private pool(width: number, pooled: number): PassOperation {
    const pass = this.elementwise('pool', pooled * width, { flopsPerElement: 1 });
    const share = (pooled + 1) / (2 * pooled);
    return { ...pass, trafficBytesPerRow: pass.trafficBytesPerRow * share };
  }

  /**
   * Sends a step whose tokens are those before merging.
   *
   * @internal
   */
  protected sendMerging(merging: Merging, step: StepFrame, work: Work): void {
    const { merged, normalise, expand, inner, activate, contract, output, reduce } = merging;
    const { sequenceParallel, contextParallel, attentionDataParallel } = this.parallelism;
    const degree = sequenceParallel * contextParallel;
    const sequences = step.sequences(attentionDataParallel);
    // Merged tokens are dealt out whole; a remainder makes one more.
    const groups = Math.ceil(step.seqLen / merged);
    const rows = sequences * (step.phase === 'decode' ? groups : step.share(groups, degree));
    work.hold(merging.input, rows);
    if (merging.pool !== undefined) work.pass(merging.pool, rows);
    if (normalise !== undefined) work.pass(normalise, rows * merging.normedTokens);
    if (expand !== undefined) work.matmul(expand, rows);
    if (inner !== undefined) work.hold(inner, rows);
    if (activate !== undefined) work.pass(activate, rows);
    work.matmul(contract, rows);
    work.hold(output, rows);
    if (reduce !== undefined) work.collective(reduce, rows);
  }
}
