import {
  Layer,
  type ExpertsOperation,
  type LayerOptions,
  type MatmulOperation,
  type StepFrame,
  type Work,
} from '@mantile/core';
import * as z from 'zod';

const size = z.int().min(1);

const ffw = z.strictObject({
  numExperts: size,
  hiddenSize: size,
  intermediateSize: size,
  topK: size,
});

/** Experts that declare what the report of the gap says, line by line. */
export class FfwLayer extends Layer<typeof ffw> {
  static readonly kind = 'FfwLayer';
  static readonly specSchema = ffw;
  static readonly supportedParallelism = ['tensorParallel', 'expertParallel'] as const;
  static readonly examples = [{ numExperts: 8, hiddenSize: 64, intermediateSize: 192, topK: 2 }];

  private readonly route: MatmulOperation;
  private readonly units: ExpertsOperation;

  constructor(options: LayerOptions<z.input<typeof ffw>>) {
    super(options);
    const { numExperts, hiddenSize, intermediateSize, topK } = this.spec;
    const route = this.linear({ name: 'route', inputs: hiddenSize, outputs: numExperts });
    const inner = this.weight({
      name: 'units.{expert}.inner.weight',
      shape: [numExperts, intermediateSize, hiddenSize],
      usedPerToken: topK,
      shards: [
        { axis: 'expertParallel', dimension: 0, units: numExperts },
        { axis: 'tensorParallel', dimension: 1, units: intermediateSize },
      ],
    });
    const outer = this.weight({
      name: 'units.{expert}.outer.weight',
      shape: [numExperts, hiddenSize, intermediateSize],
      usedPerToken: topK,
      shards: [
        { axis: 'expertParallel', dimension: 0, units: numExperts },
        { axis: 'tensorParallel', dimension: 2, units: intermediateSize },
      ],
    });
    this.route = this.product('route', route);
    this.units = this.expertsProduct('units', [inner, outer]);
  }

  forward(step: StepFrame, work: Work): void {
    const { numExperts, topK } = this.spec;
    const { expertParallel } = this.parallelism;
    const rows = this.rows(step);
    const pairs = step.share(rows * topK, expertParallel);
    const held = numExperts / expertParallel;
    work.matmul(this.route, rows);
    work.experts(this.units, pairs, Math.min(rows, pairs), Math.min(held, pairs));
  }
}
