import { describe, expect, test } from 'vitest';
import { faultsOf } from './__fixtures__/faultsOf.ts';
import { ToyLayer } from './__fixtures__/toyLayer.ts';
import { toySystem } from './__fixtures__/toySystem.ts';
import { Model, type ModelBlock } from './model.ts';
import { StepFrame } from './step.ts';
import { Clock } from './timing/clock.ts';
import { constantEfficiency } from './timing/constant.ts';
import { Tally } from './operations/tally.ts';

const setup = { parallelism: { tensorParallel: 2 } } as const;
const small = new ToyLayer({ width: 24, ...setup });
const large = new ToyLayer({ inner: 192, ...setup });
const model = new Model('toy model', [
  { name: 'small', layer: small, count: 3 },
  { name: 'large', layer: large, count: 2 },
  { name: 'last', layer: small, count: 1 },
]);
const prompt = { phase: 'prefill', batchSize: 2, seqLen: 12 } as const;

describe('a model', () => {
  test('has the parameters and the weights of all its layers', () => {
    expect(model.parameterCount).toEqual({
      total: 4 * small.parameterCount.total + 2 * large.parameterCount.total,
      active: 4 * small.parameterCount.active + 2 * large.parameterCount.active,
    });
    expect(model.weightMemoryPerPackage).toBe(
      4 * small.weightMemoryPerPackage + 2 * large.weightMemoryPerPackage,
    );
    expect(model.numPackages).toBe(2);
  });

  test('sums counts over layers, and holds the activations of the largest', () => {
    const metrics = model.computeMetrics(prompt);
    const [one, two] = [small.computeMetrics(prompt), large.computeMetrics(prompt)];
    for (const key of [
      'flopsPerPackage',
      'flopsTotal',
      'weightMemoryTotal',
      'kvCachePerPackage',
      'kvCacheTotal',
      'weightReadPerPackage',
      'kvWritePerPackage',
      'communicationBytes',
      'wireBytes',
      'kernelCount',
    ] as const) {
      expect(metrics[key], key).toBe(4 * one[key] + 2 * two[key]);
    }
    expect(metrics.activationMemoryPerPackage).toBe(two.activationMemoryPerPackage);
    expect(metrics.activationMemoryTotal).toBe(two.activationMemoryTotal);
    expect(metrics.blocks.map(({ name, count }) => [name, count])).toEqual([
      ['small', 3],
      ['large', 2],
      ['last', 1],
    ]);
    expect(metrics.blocks[1]?.metrics).toEqual(two);
    expect(metrics.fidelity).toBeUndefined();
  });

  test('is counted the same by one tally that walks through it', () => {
    const tally = new Tally();
    model.forward(new StepFrame().set(prompt), tally);
    const metrics = model.computeMetrics(prompt);
    expect(tally.flops).toBe(metrics.flopsPerPackage);
    expect(tally.activationBytes).toBe(metrics.activationMemoryPerPackage);
    expect(tally.kernels).toBe(metrics.kernelCount);
  });

  test.each(['none', 'full'] as const)(
    'is timed the same by one clock, with overlap %s',
    (overlap) => {
      const efficiency = constantEfficiency({
        name: 'half',
        compute: 0.5,
        memory: 0.5,
        launchSeconds: 1e-6,
      });
      const hardware = { ...toySystem, efficiency };
      const clock = new Clock(hardware, efficiency, overlap);
      model.forward(new StepFrame().set(prompt), clock);
      const metrics = model.computeMetrics({
        ...prompt,
        hardware,
        overlap,
        fidelity: 'calibrated',
      });
      expect(clock.wallClockSeconds * 1e3).toBeCloseTo(metrics.wallClockTimeMs ?? NaN, 12);
      expect(clock.bounds.overhead * 1e3).toBeCloseTo(metrics.overheadTimeMs ?? NaN, 12);
      expect(clock.communicationSeconds * 1e3).toBeCloseTo(metrics.communicationTimeMs ?? NaN, 12);
      expect(metrics.communicationBandwidthGBs).toBeCloseTo(
        metrics.communicationBytes / clock.communicationSeconds / 1e9,
        9,
      );
      expect(metrics.memoryBandwidthGBs).toBeGreaterThan(0);
      expect(metrics.bottleneck).toBe('overhead');
    },
  );
});

describe('a model is refused', () => {
  test('when its blocks are none, with each that is none', () => {
    const make = (blocks: unknown) => faultsOf(() => new Model('odd', blocks as ModelBlock[]));
    expect(make(undefined)[0]).toMatchObject({ code: 'model.invalid', path: 'blocks' });
    expect(make([null, { name: 'x', layer: {}, count: 1 }]).map(({ path }) => path)).toEqual([
      'blocks[0].layer',
      'blocks[1].layer',
    ]);
  });

  test('without blocks', () => {
    expect(faultsOf(() => new Model('empty', []))[0]).toMatchObject({
      code: 'model.invalid',
      path: 'blocks',
    });
  });

  test('with counts that are none, and layers compiled for other packages, all at once', () => {
    const alone = new ToyLayer({});
    const blocks = [
      { name: 'first', layer: small, count: 0 },
      { name: 'second', layer: alone, count: 1.5 },
    ];
    const faults = faultsOf(() => new Model('mixed', blocks));
    expect(faults.map(({ path, value }) => [path, value])).toEqual([
      ['blocks[0].count', 0],
      ['blocks[1].count', 1.5],
      ['blocks[1].layer', 1],
    ]);
    expect(faults[2]?.message).toContain('"second" is compiled for 1 packages, "first" for 2');
  });
});
