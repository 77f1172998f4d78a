import { describe, expect, test } from 'vitest';
import { standardDtypes } from './dtype.ts';
import { resolveDtypes, type DtypeOptions } from './dtypeRoles.ts';
import { LayerOperations } from './layerOperations.ts';
import type { LinearPart } from './layerParts.ts';
import { resolveParallelism, type ParallelismOptions } from './parallelism.ts';
import { fixedState } from './state.ts';
import type { CollectiveKind } from './operations/collective.ts';

/** Opens what kinds call in their constructors. */
class Workbench extends LayerOperations {
  constructor(degrees: ParallelismOptions = {}, dtypes: DtypeOptions = {}) {
    super(resolveDtypes(dtypes), resolveParallelism(degrees));
  }

  of(...parts: readonly [LinearPart, ...LinearPart[]]) {
    const [first, ...rest] = parts;
    return this.product('p', this.linear(first), ...rest.map((part) => this.linear(part)));
  }

  half(shape: readonly [number, number]) {
    const [n, k] = shape;
    return this.partialProduct('half', { k, n: n / 2 }, this.weight({ name: 'w', shape }));
  }

  experts(count: number) {
    const shards = [{ axis: 'expertParallel', dimension: 0, units: count }] as const;
    const up = this.weight({ name: 'up', shape: [count, 6, 4], shards });
    const down = this.weight({ name: 'down', shape: [count, 4, 6], shards });
    const bias = this.weight({ name: 'bias', shape: [count, 6], shards });
    return this.expertsProduct('experts', [up, down], [bias], 6);
  }

  table(shape: readonly [number, number]) {
    return this.lookUp('table', this.weight({ name: 'table', shape }));
  }

  scan() {
    const keep = (name: string, dtype = standardDtypes.fp32) =>
      this.keep({ name, elementsPerPosition: 8, retention: fixedState, dtype });
    const filter = this.weight({ name: 'filter', shape: [8, 4] });
    return this.recurrence(
      'scan',
      100,
      [keep('state'), keep('window', standardDtypes.bf16)],
      [filter],
    );
  }

  passOver(width: number, flopsPerElement?: number) {
    return flopsPerElement === undefined
      ? this.elementwise('pass', width)
      : this.elementwise('pass', width, { flopsPerElement, isFusible: true });
  }

  collective(kind: CollectiveKind, axis: 'tensorParallel' | 'dataParallel', dtype?: 'kvCache') {
    return this.exchange(kind, axis, 'exchange', 10, dtype);
  }
}

const up: LinearPart = { name: 'up', inputs: 8, outputs: 12, split: 'outputs', hasBias: true };
const down: LinearPart = { name: 'down', inputs: 12, outputs: 8, split: 'inputs', hasBias: true };

describe('product', () => {
  test('of one projection: 2·k·n and the bias', () => {
    expect(new Workbench().of(up)).toMatchObject({
      k: 8,
      n: 12,
      biasPerRow: 12,
      flopsPerRow: 2 * 8 * 12 + 12,
      averageFlopsPerRow: 2 * 8 * 12 + 12,
      weightBytes: (8 * 12 + 12) * 2,
    });
  });

  test('of projections side by side adds their outputs', () => {
    const plain = { ...up, hasBias: false };
    expect(new Workbench().of(plain, { ...plain, name: 'gate', outputs: 4 })).toMatchObject({
      k: 8,
      n: 16,
      flopsPerRow: 2 * 8 * 16,
    });
  });

  test('cut outputs: the busiest package is rounded up, the average is not', () => {
    // 12 columns over 5: 3 on the busiest, 2.4 on average.
    expect(new Workbench({ tensorParallel: 5 }).of(up)).toMatchObject({
      n: 3,
      flopsPerRow: 2 * 8 * 3 + 3,
      averageFlopsPerRow: 2 * 8 * 2.4 + 2.4,
    });
  });

  test('cut inputs: likewise, and each package adds its slice of the bias it stores in full', () => {
    const operation = new Workbench({ tensorParallel: 5 }).of(down);
    expect(operation).toMatchObject({ k: 3, n: 8, biasPerRow: 2, flopsPerRow: 2 * 3 * 8 + 2 });
    expect(operation.averageFlopsPerRow).toBeCloseTo(2 * 2.4 * 8 + 8 / 5, 12);
    expect(operation.weightBytes).toBe((3 * 8 + 8) * 2);
  });

  test('computes in the compute format, reads in that of the weights', () => {
    const mixed = new Workbench({}, { dtype: 'bf16', dtypes: { weights: 'mxfp4' } });
    const operation = mixed.of({ name: 'w', inputs: 64, outputs: 2 });
    expect([operation.computeDtype.name, operation.weightDtype.name]).toEqual(['bf16', 'mxfp4']);
    expect(operation.weightBytes).toBe(2 * 2 * 17);
  });

  test('part of a weight reads its share', () => {
    expect(new Workbench().half([12, 8])).toMatchObject({
      k: 8,
      n: 6,
      flopsPerRow: 96,
      weightBytes: 96,
    });
  });
});

test('experts: elements, bias and bytes of one of them, on a package', () => {
  const operation = new Workbench({ expertParallel: 4 }).experts(8);
  expect(operation).toMatchObject({
    localExperts: 2,
    elementsPerExpert: 48,
    flopsPerPair: 2 * 48 + 6,
    bytesPerExpert: (48 + 6) * 2,
  });
});

test('a recurrence reads its weights and carries its states in their formats', () => {
  expect(new Workbench().scan()).toMatchObject({
    flopsPerToken: 100,
    weightBytes: 64,
    stateBytes: 8 * 4 + 8 * 2,
  });
});

test('looking every row up reads the table, padding of blocks included', () => {
  const bench = new Workbench({}, { dtypes: { weights: 'mxfp4' } });
  expect(bench.table([10, 48])).toMatchObject({ tableRows: 10, rowBytes: 34 });
  expect(bench.weightMemoryPerPackage).toBe(340);
});

test('a pass reads and writes its activations, and may be fusible', () => {
  const bench = new Workbench();
  expect(bench.passOver(10)).toMatchObject({
    flopsPerRow: 0,
    weightBytes: 0,
    trafficBytesPerRow: 40,
    isFusible: false,
  });
  expect(bench.passOver(10, 5)).toMatchObject({ flopsPerRow: 50, isFusible: true });
});

test('an exchange knows its group: how many, and how far apart', () => {
  const bench = new Workbench(
    { tensorParallel: 4, contextParallel: 2, dataParallel: 3 },
    { dtypes: { kvCache: 'fp8' } },
  );
  expect(bench.collective('allReduce', 'tensorParallel')).toMatchObject({
    packages: 4,
    stride: 1,
    bytesPerRow: 20,
    wireFactor: 1.5,
  });
  // Outside the tensor- and context-parallel groups.
  expect(bench.collective('allGather', 'dataParallel', 'kvCache')).toMatchObject({
    packages: 3,
    stride: 8,
    bytesPerRow: 10,
  });
});
