import { Layer, type ParallelAxis, type SpecSchema, type Stretch } from '@mantile/core';

/** A layer with dense feed-forward networks among its parts. */
export abstract class BranchingLayer<Schema extends SpecSchema = SpecSchema> extends Layer<Schema> {
  /**
   * Declares a dense network of `copies` side by side, cut by tensor parallelism alone, or by more axes; then
   * its sums stay open, to be completed with others.
   *
   * @internal
   */
  protected denseBranch(
    name: string,
    sizes: {
      readonly hiddenSize: number;
      readonly intermediateSize: number;
      readonly copies: number;
      readonly numProjections: 2 | 3;
      readonly hasBias: boolean;
    },
    options: {
      readonly isGated?: boolean;
      readonly axes?: readonly ParallelAxis[] | undefined;
    } = {},
  ): Stretch {
    const { hiddenSize, copies, numProjections, hasBias } = sizes;
    const { isGated = false, axes } = options;
    const degree = (axes ?? (['tensorParallel'] as const)).reduce(
      (product, axis) => product * this.parallelism[axis],
      1,
    );
    const intermediateSize = sizes.intermediateSize * copies;
    const inwards = (projection: string) =>
      this.linear({
        name: `${name}.${projection}`,
        inputs: hiddenSize,
        outputs: intermediateSize,
        split: 'outputs',
        axes,
        hasBias,
      });
    const up = inwards('up_proj');
    const down = this.linear({
      name: `${name}.down_proj`,
      inputs: intermediateSize,
      outputs: hiddenSize,
      split: 'inputs',
      axes,
    });
    // Every copy adds a bias of its own.
    const bias = hasBias
      ? {
          bias: this.weight({
            name: `${name}.down_proj.bias`,
            shape: copies === 1 ? [hiddenSize] : [copies, hiddenSize],
          }),
          biasPerRow: copies * Math.ceil(hiddenSize / degree),
          averageBiasPerRow: (copies * hiddenSize) / degree,
        }
      : {};
    const innerSize = intermediateSize / degree;
    return this.stretch(
      numProjections === 2
        ? this.product(`${name}.up_proj`, up)
        : this.product(`${name}.gate_up_proj`, inwards('gate_proj'), up),
      this.buffer(`${name}_inner`, innerSize),
      this.elementwise(`${name}_activate`, innerSize, { isFusible: true }),
      this.product(`${name}.down_proj`, { ...down, ...bias }),
      isGated
        ? this.product(
            `${name}_gate`,
            this.linear({ name: `${name}_gate`, inputs: hiddenSize, outputs: 1 }),
          )
        : undefined,
      axes === undefined
        ? this.exchange('allReduce', 'tensorParallel', `reduce_${name}`, hiddenSize)
        : undefined,
    );
  }
}
