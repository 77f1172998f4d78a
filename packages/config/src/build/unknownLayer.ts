import {
  Layer,
  standardDtypes,
  type LayerOptions,
  type LocalTensor,
  type MatmulOperation,
  type StepFrame,
  type WeightTensor,
  type Work,
} from '@mantile/core';
import * as z from 'zod';

const whole = z.int().min(0);

/**
 * The spec of an {@link UnknownLayer}: its tensors, or at least the number of its parameters.
 *
 * @example
 * import { unknownLayerSpec } from '@mantile/config';
 * unknownLayerSpec().parse({ parameterCount: 4096 }).bound // => 'upper'
 * @category Building
 */
export function unknownLayerSpec() {
  return z
    .strictObject({
      /** The tensors that a checkpoint stores of one such layer. */
      tensors: z
        .array(
          z.strictObject({
            name: z.string(),
            shape: z.array(z.int().min(1)).readonly(),
            dtype: z.enum(Object.keys(standardDtypes) as [keyof typeof standardDtypes]).optional(),
          }),
        )
        .readonly()
        .optional(),
      /** Their elements together, where the tensors are not known. */
      parameterCount: whole.optional(),
      /** Which end of what the layer may cost. */
      bound: z.enum(['lower', 'upper']).default('upper'),
    })
    .superRefine(({ tensors, parameterCount }, context) => {
      if (tensors === undefined && parameterCount === undefined) {
        const message = 'give the tensors of the layer, or parameterCount: nothing else bounds it.';
        context.addIssue({ code: 'custom', path: ['tensors'], message });
      }
      const elements = (tensors ?? []).reduce((sum, { shape }) => sum + elementsOf(shape), 0);
      if (!Number.isSafeInteger(elements)) {
        const message = 'there are more elements than a double counts exactly.';
        context.addIssue({ code: 'custom', path: ['tensors'], message });
      }
      if (tensors === undefined || parameterCount === undefined || elements === parameterCount)
        return;
      const message = `the tensors hold ${elements} parameters, not ${parameterCount}.`;
      context.addIssue({ code: 'custom', path: ['parameterCount'], message });
    });
}

function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * A layer of which only the weights are known, at one end of what they may cost.
 *
 * `upper`: every package holds all N parameters, reads them in each step and multiplies each with every token of
 * the step, 2·N FLOPs a token. `lower`: each holds an even share, and touches none, as a table does of which no
 * row is looked up.
 *
 * Neither end covers what weights do not tell: attention over cached positions, the cache itself, recurrences,
 * exchanges between packages, and weights that are applied to a token more than once.
 *
 * @example
 * import { UnknownLayer } from '@mantile/config';
 * const step = { phase: 'prefill', batchSize: 1, seqLen: 8 } as const;
 * const tensors = [{ name: 'mix.weight', shape: [64, 64] }];
 * new UnknownLayer({ tensors }).computeFlops(step) // => 8 * 2 * 64 * 64
 * new UnknownLayer({ tensors, bound: 'lower' }).computeFlops(step) // => 0
 * @category Building
 */
export class UnknownLayer extends Layer<ReturnType<typeof unknownLayerSpec>> {
  static readonly kind = 'UnknownLayer';
  /** Made when first asked for, so that whoever builds no unknown layer makes none. */
  static get specSchema(): ReturnType<typeof unknownLayerSpec> {
    return (schema ??= unknownLayerSpec());
  }
  static readonly supportedParallelism = [
    'tensorParallel',
    'sequenceParallel',
    'contextParallel',
    'expertParallel',
    'attentionDataParallel',
  ] as const;
  static readonly examples: readonly object[] = [
    { tensors: [{ name: 'mix.weight', shape: [48, 48] }] },
    { parameterCount: 4800, bound: 'lower' },
  ];

  private readonly products: readonly MatmulOperation[];

  constructor(options: LayerOptions<z.input<ReturnType<typeof unknownLayerSpec>>>) {
    super(options);
    const { tensors, parameterCount = 0, bound } = this.spec;
    const known: readonly Pick<WeightTensor, 'name' | 'shape' | 'dtype'>[] =
      tensors?.map(({ name, shape, dtype }) => ({
        name,
        shape,
        dtype: dtype && standardDtypes[dtype],
      })) ?? (parameterCount > 0 ? [{ name: 'parameters', shape: [parameterCount] }] : []);
    const locals = known.map((tensor) =>
      this.weight(bound === 'upper' ? tensor : this.evenShare(tensor)),
    );
    this.products = bound === 'upper' ? locals.map((local) => this.wholeProduct(local)) : [];
  }

  forward(step: StepFrame, work: Work): void {
    for (const product of this.products) work.matmul(product, step.batchSize * step.seqLen);
  }

  /** A tensor dealt out element by element: no layer holds less of it on its busiest package. */
  private evenShare(tensor: Pick<WeightTensor, 'name' | 'shape' | 'dtype'>): WeightTensor {
    if (this.numPackages === 1) return tensor;
    const units = elementsOf(tensor.shape);
    const axes = UnknownLayer.supportedParallelism;
    return {
      ...tensor,
      shape: [units],
      shards: axes.map((axis) => ({ axis, dimension: 0, units })),
    };
  }

  /** A product that multiplies each element of a tensor once per token. */
  private wholeProduct(weight: LocalTensor): MatmulOperation {
    const elements = elementsOf(weight.shape);
    const n = weight.shape[0] ?? 1;
    return this.partialProduct(weight.tensor.name, { k: elements / n, n }, weight);
  }
}

let schema: ReturnType<typeof unknownLayerSpec> | undefined;
