import type { Dtype } from '../dtype.ts';
import type { Linear } from '../layerParts.ts';
import type { LocalTensor } from '../weights.ts';
import type { ExpertsOperation, MatmulOperation } from './operations.ts';

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** One product of the same activations with one or more projections side by side. */
export function compileProduct(
  name: string,
  linears: readonly [Linear, ...Linear[]],
  computeDtype: Dtype,
): MatmulOperation {
  const [{ weight: first }] = linears;
  const k = first.shape[1] ?? 1;
  const n = sumOf(linears, ({ weight }) => weight.shape[0] ?? 1);
  const biasPerRow = sumOf(linears, (linear) => linear.biasPerRow);
  const averageBiasPerRow = sumOf(linears, (linear) => linear.averageBiasPerRow);
  return {
    kind: 'matmul',
    name,
    kernels: 1,
    k,
    n,
    biasPerRow,
    flopsPerRow: 2 * k * n + biasPerRow,
    averageFlopsPerRow:
      2 * sumOf(linears, ({ weight }) => elementsOf(weight.averageShape)) + averageBiasPerRow,
    weightBytes: sumOf(linears, ({ weight, bias }) => weight.bytes + (bias?.bytes ?? 0)),
    weightDtype: first.dtype,
    computeDtype,
  };
}

/** Part of a weight as a product of its own. */
export function compilePartialProduct(
  name: string,
  { k, n }: { readonly k: number; readonly n: number },
  weight: LocalTensor,
  computeDtype: Dtype,
): MatmulOperation {
  return {
    kind: 'matmul',
    name,
    kernels: 1,
    k,
    n,
    biasPerRow: 0,
    flopsPerRow: 2 * k * n,
    averageFlopsPerRow: 2 * k * n,
    weightBytes: (weight.bytes * (k * n)) / elementsOf(weight.shape),
    weightDtype: weight.dtype,
    computeDtype,
  };
}

/** The products of routed experts; the first dimension of each tensor counts experts. */
export function compileExpertsProduct(
  name: string,
  weights: readonly [LocalTensor, ...LocalTensor[]],
  biases: readonly LocalTensor[],
  perPair: { readonly biasPerPair: number; readonly averageBiasPerPair: number },
  packages: number,
  computeDtype: Dtype,
): ExpertsOperation {
  const { biasPerPair, averageBiasPerPair } = perPair;
  const localExperts = weights[0].shape[0] ?? 1;
  const elementsPerExpert = sumOf(weights, ({ shape }) => elementsOf(shape.slice(1)));
  return {
    kind: 'experts',
    name,
    kernels: 1,
    localExperts,
    packages,
    elementsPerExpert,
    widthsPerPair: sumOf(weights, ({ shape: [, outputs = 1, inputs = 1] }) => outputs + inputs),
    biasPerPair,
    flopsPerPair: 2 * elementsPerExpert + biasPerPair,
    averageFlopsPerPair: 2 * elementsPerExpert + averageBiasPerPair,
    bytesPerExpert: sumOf([...weights, ...biases], ({ bytes }) => bytes) / localExperts,
    weightDtype: weights[0].dtype,
    computeDtype,
  };
}
