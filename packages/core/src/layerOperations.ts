import { bytesPerElement, type Dtype } from './dtype.ts';
import type { DtypeRole } from './dtypeRoles.ts';
import { LayerParts, type Linear } from './layerParts.ts';
import { parallelAxes, type ParallelAxis } from './parallelism.ts';
import type { LocalState } from './state.ts';
import type { LocalTensor } from './weights.ts';
import type {
  ActivationBuffer,
  AttentionOperation,
  CollectiveKind,
  CollectiveOperation,
  ExpertsOperation,
  GatherOperation,
  MatmulOperation,
  PassOperation,
  ScanOperation,
} from './work/operations.ts';
import { wireFactor } from './work/wire.ts';

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
  /** One product of the same activations with one or more projections side by side. */
  protected product(name: string, ...linears: readonly [Linear, ...Linear[]]): MatmulOperation {
    const sum = (of: (linear: Linear) => number): number =>
      linears.reduce((total, linear) => total + of(linear), 0);
    const [first] = linears;
    const k = first.weight.shape[1] ?? 1;
    const n = sum(({ weight }) => weight.shape[0] ?? 1);
    const averageN = sum(({ weight }) => weight.averageShape[0] ?? 1);
    const biasPerRow = sum((linear) => linear.biasPerRow);
    return {
      kind: 'matmul',
      name,
      kernels: 1,
      k,
      n,
      biasPerRow,
      flopsPerRow: 2 * k * n + biasPerRow,
      averageFlopsPerRow: 2 * k * averageN + sum((linear) => linear.averageBiasPerRow),
      weightBytes: sum(({ weight, bias }) => weight.bytes + (bias?.bytes ?? 0)),
      weightDtype: first.weight.dtype,
      computeDtype: this.dtypes.compute,
    };
  }

  /** Part of a weight as a product of its own, such as one half of a matrix that is used in two places. */
  protected partialProduct(
    name: string,
    sizes: { readonly k: number; readonly n: number },
    weight: LocalTensor,
  ): MatmulOperation {
    const { k, n } = sizes;
    const elements = weight.shape.reduce((product, size) => product * size, 1);
    return {
      kind: 'matmul',
      name,
      kernels: 1,
      k,
      n,
      biasPerRow: 0,
      flopsPerRow: 2 * k * n,
      averageFlopsPerRow: 2 * k * n,
      weightBytes: (weight.bytes * (k * n)) / elements,
      weightDtype: weight.dtype,
      computeDtype: this.dtypes.compute,
    };
  }

  /** The products of routed experts; the first dimension of each tensor counts experts. */
  protected expertsProduct(
    name: string,
    weights: readonly [LocalTensor, ...LocalTensor[]],
    biases: readonly LocalTensor[] = [],
    biasPerPair = 0,
  ): ExpertsOperation {
    const localExperts = weights[0].shape[0] ?? 1;
    const elementsPerExpert = weights.reduce(
      (sum, { shape }) => sum + shape.slice(1).reduce((product, size) => product * size, 1),
      0,
    );
    const bytes = [...weights, ...biases].reduce((sum, tensor) => sum + tensor.bytes, 0);
    return {
      kind: 'experts',
      name,
      kernels: 1,
      localExperts,
      elementsPerExpert,
      biasPerPair,
      flopsPerPair: 2 * elementsPerExpert + biasPerPair,
      bytesPerExpert: bytes / localExperts,
      weightDtype: weights[0].dtype,
      computeDtype: this.dtypes.compute,
    };
  }

  /** Attention of local query heads over cached entries. */
  protected attentionOver(
    cached: readonly [LocalState, ...LocalState[]],
    sizes: Pick<AttentionOperation, 'heads' | 'kvHeads' | 'keyWidth' | 'valueWidth'>,
    options: { readonly name?: string; readonly computeDtype?: Dtype } = {},
  ): AttentionOperation {
    const { name = 'attention', computeDtype = this.dtypes.compute } = options;
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

  /** A recurrence with the states that it carries on. */
  protected recurrence(
    name: string,
    flopsPerToken: number,
    states: readonly LocalState[],
  ): ScanOperation {
    return {
      kind: 'scan',
      name,
      kernels: 1,
      flopsPerToken,
      stateBytes: states.reduce((bytes, part) => bytes + part.bytesPerPosition, 0),
      computeDtype: this.dtypes.compute,
    };
  }

  /** Rows looked up in a table. */
  protected lookUp(name: string, table: LocalTensor): GatherOperation {
    const [rows = 1, width = 1] = table.shape;
    return {
      kind: 'gather',
      name,
      kernels: 1,
      rowBytes: width * bytesPerElement(table.dtype),
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
      name,
      width,
      averageWidth,
      bytesPerElement: bytesPerElement(this.dtypes.activations),
    };
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
