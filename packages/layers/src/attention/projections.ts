import {
  Layer,
  standardDtypes,
  type ActivationBuffer,
  type CollectiveOperation,
  type ExpertsOperation,
  type Linear,
  type LinearPart,
  type LocalTensor,
  type MatmulOperation,
  type PassOperation,
  type SpecSchema,
  type Work,
} from '@mantile/core';
import { activeAdapters, loraTensors, type LoRA } from '../adapters/lora.ts';

/**
 * Projections of the same activations, side by side, with what belongs to them.
 *
 * @example
 * import type { Projections } from '@mantile/layers';
 * const isPlain = ({ adapters, norm }: Projections) => adapters === undefined && norm === undefined;
 * isPlain.length // => 1
 * @category Attention
 */
export interface Projections {
  readonly product: MatmulOperation;
  /** Low-rank adapters of some of them, several held side by side. */
  readonly adapters?:
    | {
        readonly product: ExpertsOperation;
        readonly lowRank: ActivationBuffer;
        readonly numAdapters: number;
      }
    | undefined;
  /** A norm of what was projected. */
  readonly norm?:
    | {
        readonly normalise: PassOperation;
        /** What packages add up where a norm runs over the heads of all of them. */
        readonly reduceSquares?: CollectiveOperation | undefined;
      }
    | undefined;
}

/**
 * A layer of attention, as far as its projections go: products side by side, their adapters and norms.
 *
 * @example
 * import { AttentionLayer, ProjectingLayer } from '@mantile/layers';
 * new AttentionLayer({ hiddenSize: 512, numHeads: 8 }) instanceof ProjectingLayer // => true
 * @category Attention
 */
export abstract class ProjectingLayer<
  Schema extends SpecSchema = SpecSchema,
> extends Layer<Schema> {
  /** Declares projections of the same activations, and the adapters of those that are `adapted`. */
  protected projections(
    name: string,
    parts: readonly [LinearPart, ...LinearPart[]],
    lora: LoRA | undefined,
    adapted: readonly LinearPart[],
  ): Projections {
    const [first, ...others] = parts;
    const linears: [Linear, ...Linear[]] = [
      this.linear(first),
      ...others.map((part) => this.linear(part)),
    ];
    const product = this.product(name, ...linears);
    const plain = { product, adapters: undefined, norm: undefined };
    if (lora === undefined || lora.isMerged) return plain;
    const [tensor, ...tensors] = adapted.flatMap((part) =>
      loraTensors(lora, part).map((adapter) => this.weight(adapter)),
    );
    if (tensor === undefined) return plain;
    return {
      ...plain,
      adapters: {
        // One launch shrinks to the rank, one expands again.
        product: { ...this.expertsProduct(`${name}_lora`, [tensor, ...tensors]), kernels: 2 },
        lowRank: this.buffer(`${name}_low_rank`, lora.rank * adapted.length),
        numAdapters: lora.numAdapters,
      },
    };
  }

  /**
   * A norm of projected parts, each so wide on a package: 5 FLOPs per element, and `reducedSums` per row that
   * packages add up for it.
   */
  protected projectionNorm(
    name: string,
    parts: readonly { readonly width: number; readonly weight?: LocalTensor | undefined }[],
    reducedSums: number,
  ): NonNullable<Projections['norm']> {
    return {
      normalise: this.elementwise(
        name,
        parts.reduce((sum, { width }) => sum + width, 0),
        {
          flopsPerElement: 5,
          weights: parts.flatMap(({ weight }) => weight ?? []),
          isFusible: true,
        },
      ),
      reduceSquares:
        reducedSums > 0
          ? this.exchange(
              'allReduce',
              'tensorParallel',
              `reduce_${name}`,
              reducedSums,
              standardDtypes.fp32,
            )
          : undefined,
    };
  }

  /** Runs projections on `rows` that belong to `sequences`. */
  protected project(projections: Projections, sequences: number, rows: number, work: Work): void {
    work.matmul(projections.product, rows);
    // Apart, so that what every layer of a search runs is short enough to be inlined.
    if (projections.adapters !== undefined || projections.norm !== undefined) {
      this.adaptAndNorm(projections, sequences, rows, work);
    }
  }

  private adaptAndNorm(
    { adapters, norm }: Projections,
    sequences: number,
    rows: number,
    work: Work,
  ): void {
    if (adapters !== undefined) {
      work.experts(adapters.product, rows, rows, activeAdapters(adapters, sequences));
      work.hold(adapters.lowRank, rows);
    }
    if (norm === undefined) return;
    if (norm.reduceSquares !== undefined) work.collective(norm.reduceSquares, rows);
    work.pass(norm.normalise, rows);
  }
}
