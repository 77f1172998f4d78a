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

/** Projections of the same activations, side by side, with what belongs to them. */
export interface Projections {
  readonly product: MatmulOperation;
  /** Low-rank adapters of some of them. */
  readonly adapters?: Adapters | undefined;
  readonly norm?: ProjectionNorm | undefined;
}

/** Low-rank adapters, several of them held side by side. */
interface Adapters {
  readonly product: ExpertsOperation;
  readonly lowRank: ActivationBuffer;
  readonly numAdapters: number;
}

/** A norm of what was projected. */
export interface ProjectionNorm {
  readonly normalise: PassOperation;
  /** What packages add up where a norm runs over the heads of all of them. */
  readonly reduceSquares?: CollectiveOperation | undefined;
}

/** What is normed: its elements per row on a package, and the weight, if there is one. */
export interface NormedPart {
  readonly width: number;
  readonly weight?: LocalTensor | undefined;
}

/** A layer of attention, as far as its projections go. */
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

  /** A norm of projected parts: 5 FLOPs per element, and `reducedSums` per row that packages add up for it. */
  protected projectionNorm(
    name: string,
    parts: readonly NormedPart[],
    reducedSums: number,
  ): ProjectionNorm {
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
