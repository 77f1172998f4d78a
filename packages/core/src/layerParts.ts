import type { Dtype } from './dtype.ts';
import type { DtypeByRole } from './dtypeRoles.ts';
import { parallelAxes, type ParallelAxis, type Parallelism } from './parallelism.ts';
import type { Shard } from './shard.ts';
import { localState, type LocalState, type StatePart } from './state.ts';
import type { StepFrame } from './step.ts';
import { localTensor, type LocalTensor, type WeightTensor } from './weights.ts';

/**
 * A projection to declare: its sizes before sharding, and which side parallelism cuts.
 *
 * @example
 * import type { LinearPart } from '@mantile/core';
 * const down: LinearPart = { name: 'down_proj', inputs: 4096, outputs: 1024, split: 'inputs' };
 * down.split // => 'inputs'
 * @category Layers
 */
export interface LinearPart {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** The side that is cut; replicated when absent. */
  readonly split?: 'inputs' | 'outputs' | undefined;
  /** The axes that cut it; tensor parallelism alone when absent. */
  readonly axes?: readonly ParallelAxis[] | undefined;
  /** Whole units of the cut side, such as heads; single elements when absent. */
  readonly units?: Shard['units'] | undefined;
  readonly hasBias?: boolean | undefined;
  /** Whether inputs and outputs are clipped to stored bounds: four scalars, which fuse with the product. */
  readonly isClipped?: boolean | undefined;
  /** The format, where it is not that of the layer's weights. */
  readonly dtype?: Dtype | undefined;
}

/**
 * A projection as declared, ready to become part of a product.
 *
 * @example
 * import type { Linear } from '@mantile/core';
 * const widths = (linears: readonly Linear[]) => linears.map((linear) => linear.weight.shape[0]);
 * widths([]) // => []
 * @category Layers
 */
export interface Linear {
  readonly weight: LocalTensor;
  readonly bias?: LocalTensor | undefined;
  /** Bias elements that the busiest package adds per row, and the average package. */
  readonly biasPerRow: number;
  readonly averageBiasPerRow: number;
}

/**
 * What a layer holds: its tensors and the state it keeps, cut for a plan.
 * {@link Layer} builds on it; kinds call its protected methods in their constructors.
 *
 * @example
 * import { LayerParts, resolveDtypes, resolveParallelism } from '@mantile/core';
 * class Table extends LayerParts {
 *   readonly table = this.weight({ name: 'table', shape: [10, 4] });
 * }
 * new Table(resolveDtypes({}), resolveParallelism({})).weightMemoryPerPackage // => 80
 * @category Layers
 */
export class LayerParts {
  /** The number format of every role. */
  readonly dtypes: DtypeByRole;
  /** The degree of every axis. */
  readonly parallelism: Parallelism;
  private readonly declared: WeightTensor[] = [];
  private readonly kept: StatePart[] = [];
  private readonly localStates: LocalState[] = [];
  /** Packages that the layer runs on: the product of its degrees. */
  readonly numPackages: number;
  private storedPerPackage = 0;
  private storedTotal = 0;

  constructor(dtypes: DtypeByRole, parallelism: Parallelism) {
    this.dtypes = dtypes;
    this.parallelism = parallelism;
    this.numPackages = parallelAxes.reduce((product, axis) => product * parallelism[axis], 1);
  }

  /** The tensors it holds, as a checkpoint stores them. */
  get weights(): readonly WeightTensor[] {
    return this.declared;
  }

  /** What it keeps per sequence between steps. */
  get state(): readonly StatePart[] {
    return this.kept;
  }

  /** Bytes of weights on the busiest package. */
  get weightMemoryPerPackage(): number {
    return this.storedPerPackage;
  }

  /** Bytes of weights on all packages together, every replica counted. */
  get weightMemoryTotal(): number {
    return this.storedTotal;
  }

  /** Bytes of state on a package after a step, as the frame's share asks. */
  stateBytes(step: StepFrame): number {
    const isAverage = step.shareOf === 'average';
    let bytes = 0;
    for (const local of this.localStates) {
      const positions = local.part.retention.positions(step.length);
      bytes +=
        step.share(positions, local.positionDegree) *
        (isAverage ? local.averageBytesPerPosition : local.bytesPerPosition);
    }
    return bytes * step.sequences(this.parallelism.attentionDataParallel);
  }

  /**
   * Tokens of a step on a package: of its sequences, the part that sequence and context parallelism leave it.
   */
  protected rows(step: StepFrame): number {
    const { sequenceParallel, contextParallel, attentionDataParallel } = this.parallelism;
    return step.sequences(attentionDataParallel) * step.tokens(sequenceParallel * contextParallel);
  }

  /** Declares a tensor. */
  protected weight(tensor: WeightTensor): LocalTensor {
    const dtype = tensor.dtype ?? this.dtypes.weights;
    const local = localTensor(tensor, this.parallelism, dtype, this.numPackages);
    this.declared.push(tensor);
    if (tensor.sharedWith === undefined) {
      this.storedPerPackage += local.bytes;
      this.storedTotal += local.totalBytes;
    }
    return local;
  }

  /** Declares a state. */
  protected keep(part: StatePart): LocalState {
    const local = localState(part, this.parallelism, part.dtype ?? this.dtypes.kvCache);
    this.kept.push(part);
    this.localStates.push(local);
    return local;
  }

  /** Declares a projection, its bias included. */
  protected linear(part: LinearPart): Linear {
    const { name, inputs, outputs, split, dtype, hasBias = false } = part;
    const axes = part.axes ?? (['tensorParallel'] as const);
    const units = part.units ?? (split === 'inputs' ? inputs : outputs);
    const cut = (dimension: number): Pick<WeightTensor, 'shards'> => ({
      shards: axes.map((axis) => ({ axis, dimension, units })),
    });
    const weight = this.weight({
      name: `${name}.weight`,
      shape: [outputs, inputs],
      dtype,
      ...(split !== undefined && cut(split === 'outputs' ? 0 : 1)),
    });
    if (part.isClipped === true) {
      for (const bound of ['input_min', 'input_max', 'output_min', 'output_max']) {
        this.weight({ name: `${name}.${bound}`, shape: [], dtype });
      }
    }
    if (!hasBias) return { weight, biasPerRow: 0, averageBiasPerRow: 0 };
    const bias = this.weight({
      name: `${name}.bias`,
      shape: [outputs],
      dtype,
      ...(split === 'outputs' && cut(0)),
    });
    // Behind cut inputs the sums are reduced first: each package adds its slice of the bias once.
    const degree =
      split === 'inputs' ? axes.reduce((product, axis) => product * this.parallelism[axis], 1) : 1;
    const size = bias.shape[0] ?? 0;
    const averageSize = bias.averageShape[0] ?? 0;
    return {
      weight,
      bias,
      biasPerRow: Math.ceil(size / degree),
      averageBiasPerRow: averageSize / degree,
    };
  }
}
