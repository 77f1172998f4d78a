import {
  Layer,
  standardDtypes,
  type ActivationBuffer,
  type AttentionOperation,
  type MatmulOperation,
  type PassOperation,
  type SpecSchema,
  type StepFrame,
  type Work,
} from '@mantile/core';
import { completedEntries } from './compression.ts';

/** The operations that turn runs of positions into one entry each. */
export interface Compressor {
  readonly ratio: number;
  /** Runs that an entry is made of: its own, and the one before where they overlap. */
  readonly runs: number;
  readonly project: MatmulOperation;
  readonly projected: ActivationBuffer;
  readonly pool: AttentionOperation;
  readonly normalise: PassOperation;
}

/** Sizes of a compressor. */
interface CompressorSizes {
  readonly hiddenSize: number;
  readonly width: number;
  readonly ratio: number;
}

/** A layer that compresses runs of positions into entries: a gated mean of projections, normed. */
export abstract class CompressingLayer<
  Schema extends SpecSchema = SpecSchema,
> extends Layer<Schema> {
  /**
   * Declares a compressor. Short runs overlap: then each token is projected twice, once for the next entry.
   *
   * @internal
   */
  protected declareCompressor(
    name: string,
    { hiddenSize, width, ratio }: CompressorSizes,
  ): Compressor {
    const runs = ratio === 4 ? 2 : 1;
    const outputs = runs * width;
    const inwards = { inputs: hiddenSize, outputs };
    const bias = this.weight({
      name: `${name}.ape`,
      shape: [ratio, outputs],
      dtype: standardDtypes.fp32,
    });
    const norm = this.weight({ name: `${name}.norm.weight`, shape: [width] });
    // Projections and gates of the tokens whose entries are not complete.
    const pending = this.keep({
      name: `${name}_state`,
      elementsPerPosition: 2 * outputs,
      retention: {
        description: `the last ${runs * ratio} positions, reserved at once`,
        positions: () => runs * ratio,
      },
      dtype: standardDtypes.fp32,
    });
    return {
      ratio,
      runs,
      project: this.product(
        `${name}_projection`,
        this.linear({ name: `${name}.wkv`, ...inwards }),
        this.linear({ name: `${name}.wgate`, ...inwards }),
      ),
      projected: { ...this.buffer(`${name}_projected`, 2 * outputs), bytesPerElement: 4 },
      // A softmax over the tokens of a run, for each element by itself: no products.
      pool: this.attentionOver(
        [pending],
        { heads: 1, kvHeads: 1, keyWidth: 0, valueWidth: 0 },
        { name: `${name}_pool` },
      ),
      normalise: this.elementwise(`${name}_norm`, width, {
        flopsPerElement: 5,
        weights: [norm, bias],
      }),
    };
  }

  /**
   * Runs a compressor on the tokens of a step.
   *
   * @internal
   */
  protected compress(
    { ratio, runs, project, projected, pool, normalise }: Compressor,
    step: StepFrame,
    work: Work,
  ): void {
    const { contextParallel, attentionDataParallel } = this.parallelism;
    const sequences = step.sequences(attentionDataParallel);
    const queries = step.tokens(contextParallel);
    work.matmul(project, sequences * queries);
    work.hold(projected, sequences * queries);
    // What is pending is read when an entry is completed. Decoding does so once in `ratio` tokens, so each of them
    // reads a `ratio`th of it on average: a step at a time, that would come and go.
    const past = Math.min(step.contextLen, runs * Math.min(step.seqLen, ratio));
    work.attention(pool, sequences, queries, 0, past, Math.min(step.seqLen, runs * ratio));
    work.pass(normalise, sequences * completedEntries(step, ratio, contextParallel));
  }
}
