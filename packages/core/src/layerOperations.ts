import { bytesPerElement, type Dtype } from './dtype.ts';
import type { DtypeRole } from './dtypeRoles.ts';
import { wider } from './internal/wider.ts';
import { LayerParts, type Linear } from './layerParts.ts';
import { parallelAxes, type ParallelAxis } from './parallelism.ts';
import {
  compileExpertsProduct,
  compilePartialProduct,
  compileProduct,
} from './operations/compileProducts.ts';
import type { LocalState } from './state.ts';
import type { LocalTensor } from './weights.ts';
import type { ActivationBuffer } from './operations/activation.ts';
import type { CollectiveKind, CollectiveOperation } from './operations/collective.ts';
import type {
  AttentionOperation,
  Derivation,
  ExpertsOperation,
  MatmulOperation,
  ScanOperation,
} from './operations/operations.ts';
import type { GatherOperation, PassOperation } from './operations/passes.ts';
import { compileStretch, type Stretch, type StretchPart } from './operations/stretch.ts';
import { wireFactor } from './operations/wire.ts';

/**
 * What a layer does: operations compiled from its tensors and state, everything that no step changes
 * computed beforehand. {@link Layer} builds on it; kinds call its protected methods in their constructors.
 *
 * @example
 * import { LayerOperations, resolveDtypes, resolveParallelism } from '@mantile/core';
 * class Projection extends LayerOperations {
 *   readonly project = this.product('project', this.linear({ name: 'project', inputs: 4, outputs: 8 }));
 * }
 * new Projection(resolveDtypes({}), resolveParallelism({})).project.flopsPerRow // => 64
 * @category Layers
 */
export class LayerOperations extends LayerParts {
  /** The format of arithmetic with a stored operand: one that is not packed keeps to the activations' format. */
  private computedWith({ bits }: Dtype): Dtype {
    const { compute, activations } = this.dtypes;
    return bits >= 16 ? wider(compute, activations) : compute;
  }

  /** One product of the same activations with one or more projections side by side. */
  protected product(name: string, ...linears: readonly [Linear, ...Linear[]]): MatmulOperation {
    return compileProduct(name, linears, this.computedWith(linears[0].weight.dtype));
  }

  /** Part of a weight as a product of its own, such as one half of a matrix that is used in two places. */
  protected partialProduct(
    name: string,
    sizes: { readonly k: number; readonly n: number },
    weight: LocalTensor,
  ): MatmulOperation {
    return compilePartialProduct(name, sizes, weight, this.computedWith(weight.dtype));
  }

  /** The products of routed experts; the first dimension of each tensor counts experts. */
  protected expertsProduct(
    name: string,
    weights: readonly [LocalTensor, ...LocalTensor[]],
    biases: readonly LocalTensor[] = [],
    biasPerPair = 0,
    averageBiasPerPair = biasPerPair,
  ): ExpertsOperation {
    const perPair = { biasPerPair, averageBiasPerPair };
    const packages = this.parallelism.expertParallel;
    const compute = this.computedWith(weights[0].dtype);
    return compileExpertsProduct(name, weights, biases, perPair, packages, compute);
  }

  /** Attention of local query heads over cached entries. */
  protected attentionOver(
    cached: readonly [LocalState, ...LocalState[]],
    sizes: Pick<AttentionOperation, 'heads' | 'kvHeads' | 'keyWidth' | 'valueWidth'>,
    options: { readonly name?: string; readonly computeDtype?: Dtype } = {},
  ): AttentionOperation {
    const { name = 'attention', computeDtype = this.computedWith(cached[0].dtype) } = options;
    return {
      kind: 'attention',
      name,
      kernels: 1,
      ...sizes,
      flopsPerPair: 2 * sizes.heads * (sizes.keyWidth + sizes.valueWidth),
      stateBytesPerPosition: cached.reduce((bytes, part) => bytes + part.bytesPerPosition, 0),
      stateDtype: cached[0].dtype,
      computeDtype,
    };
  }

  /** A recurrence with the states that it carries on, and the weights it reads, such as filters and decays. */
  protected recurrence(
    name: string,
    flopsPerToken: number | Derivation,
    states: readonly LocalState[],
    weights: readonly LocalTensor[] = [],
  ): ScanOperation {
    return {
      kind: 'scan',
      name,
      kernels: 1,
      ...(typeof flopsPerToken === 'number'
        ? { flopsPerToken }
        : { flopsPerToken: flopsPerToken.value, derivation: flopsPerToken }),
      weightBytes: weights.reduce((bytes, weight) => bytes + weight.bytes, 0),
      stateBytes: states.reduce((bytes, part) => bytes + part.bytesPerPosition, 0),
      computeDtype: states
        .map(({ dtype }) => this.computedWith(dtype))
        .reduce(wider, this.dtypes.compute),
    };
  }

  /** Rows looked up in a table. */
  protected lookUp(name: string, table: LocalTensor): GatherOperation {
    const [rows = 1] = table.shape;
    return {
      kind: 'gather',
      name,
      kernels: 1,
      rowBytes: table.bytes / rows,
      tableRows: rows,
    };
  }

  /** Element-wise work on rows of `width` elements. */
  protected elementwise(
    name: string,
    width: number,
    options: {
      flopsPerElement?: number;
      weights?: readonly LocalTensor[];
      isFusible?: boolean;
    } = {},
  ): PassOperation {
    const { flopsPerElement = 0, weights = [], isFusible = false } = options;
    return {
      kind: 'pass',
      name,
      kernels: 1,
      flopsPerRow: flopsPerElement * width,
      weightBytes: weights.reduce((bytes, weight) => bytes + weight.bytes, 0),
      trafficBytesPerRow: 2 * width * bytesPerElement(this.dtypes.activations),
      isFusible,
      computeDtype: this.dtypes.compute,
    };
  }

  /** An activation of `width` elements per row that is alive while the layer runs. */
  protected buffer(name: string, width: number, averageWidth = width): ActivationBuffer {
    return {
      kind: 'activation',
      name,
      width,
      averageWidth,
      bytesPerElement: bytesPerElement(this.dtypes.activations),
    };
  }

  /**
   * Operations that follow one another on the same rows, to be sent as one: what `forward` can name once
   * need not be added up piece by piece.
   */
  protected stretch(...parts: readonly (StretchPart | undefined)[]): Stretch {
    return compileStretch(parts.filter((part) => part !== undefined));
  }

  /** An exchange of rows of `width` elements among the packages of one axis. */
  protected exchange(
    collective: CollectiveKind,
    axis: ParallelAxis,
    name: string,
    width: number,
    dtype: DtypeRole | Dtype = 'communication',
  ): CollectiveOperation {
    const packages = this.parallelism[axis];
    const format = typeof dtype === 'string' ? this.dtypes[dtype] : dtype;
    return {
      kind: 'collective',
      name,
      kernels: 1,
      collective,
      axis,
      packages,
      stride: this.strideOf(axis),
      bytesPerRow: width * bytesPerElement(format),
      wireFactor: wireFactor(collective, packages),
    };
  }

  /** Packages between neighbours on an axis: inner axes are laid out first. */
  private strideOf(axis: ParallelAxis): number {
    let stride = 1;
    for (const inner of parallelAxes) {
      if (inner === axis) return stride;
      stride *= this.parallelism[inner];
    }
    return stride;
  }
}
