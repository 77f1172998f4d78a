import { describe, expect, test } from 'vitest';
import { faultsOf } from '../__fixtures__/faultsOf.ts';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { toyChip, toySystem } from '../__fixtures__/toySystem.ts';
import type { MetricsRequest } from './layerMetrics.ts';
import { constantEfficiency } from '../timing/constant.ts';
import type { Efficiency } from '../timing/efficiency.ts';
import { idealEfficiency } from '../timing/ideal.ts';

const decode = { phase: 'decode', batchSize: 3, contextLen: 10 } as const;
const prompt = { phase: 'prefill', batchSize: 3, seqLen: 10 } as const;

describe('counts', () => {
  test('agree with the single methods', () => {
    const layer = new ToyLayer({ parallelism: { tensorParallel: 2 } });
    const metrics = layer.computeMetrics(decode);
    expect(metrics).toMatchObject({
      numPackages: 2,
      flopsPerPackage: layer.computeFlops(decode),
      weightMemoryPerPackage: layer.computeWeightMemory(),
      weightReadPerPackage: layer.computeWeightMemoryRead(decode),
      activationMemoryPerPackage: layer.computeActivationMemory(decode),
      kvCachePerPackage: layer.computeKvCache(decode),
    });
  });

  test('total is the exact sum where shards are uneven, not the busiest times the packages', () => {
    // 97 inner columns over 4: 25 on the busiest, 97 in all.
    const spec = { inner: 97 };
    const whole = new ToyLayer(spec).computeMetrics(prompt);
    const cut = new ToyLayer({ ...spec, parallelism: { tensorParallel: 4 } });
    const metrics = cut.computeMetrics(prompt);
    // Norm and experts (with their biases) run on all four.
    const replicated = 30 * 5 * 48 + 60 * (2 * 16 * 48 + 16);
    expect(metrics.flopsTotal).toBe(whole.flopsTotal + 3 * replicated);
    expect(metrics.flopsPerPackage * 4).toBeGreaterThan(metrics.flopsTotal);
    // The input is held on all four, the inner activations are cut.
    expect(metrics.activationMemoryTotal).toBe(30 * (4 * 48 + 97) * 2);
    expect(metrics.activationMemoryPerPackage).toBe(30 * (48 + 25) * 2);
  });

  test('communication: the payload as a package sees it, and what it sends on a ring', () => {
    const layer = new ToyLayer({ parallelism: { tensorParallel: 4 } });
    const metrics = layer.computeMetrics(prompt);
    expect(metrics.communicationBytes).toBe(30 * 48 * 2);
    expect(metrics.wireBytes).toBe(30 * 48 * 2 * 1.5);
  });

  test('without packages to talk to, nothing is sent', () => {
    expect(new ToyLayer({}).computeMetrics(prompt)).toMatchObject({
      communicationBytes: 0,
      wireBytes: 0,
      kernelCount: 7,
    });
  });

  test('arithmetic intensity relates work to what is moved', () => {
    const metrics = new ToyLayer({}).computeMetrics(decode);
    const { weightReadPerPackage, kvReadPerPackage, kvWritePerPackage } = metrics;
    expect(metrics.arithmeticIntensity).toBe(
      metrics.flopsPerPackage / (weightReadPerPackage + kvReadPerPackage + kvWritePerPackage),
    );
  });
});

describe('times', () => {
  const layer = new ToyLayer({});

  test('come with hardware alone', () => {
    const names = Object.keys(layer.computeMetrics(decode));
    expect(names.filter((name) => /Ms$|GBs$|bottleneck|fidelity/.test(name))).toEqual([]);
  });

  test('are FLOPs over the peak and bytes over the bandwidth', () => {
    const metrics = layer.computeMetrics({ ...decode, hardware: toyChip });
    const read = metrics.weightReadPerPackage + metrics.kvReadPerPackage;
    expect(metrics.computeTimeMs).toBeCloseTo(metrics.flopsPerPackage / 100e9, 15);
    expect(metrics.loadTimeMs).toBeCloseTo(read / 1e9, 15);
    expect(metrics.memoryTimeMs).toBeCloseTo((read + metrics.kvWritePerPackage) / 1e9, 15);
    expect(metrics).toMatchObject({
      fidelity: 'ideal',
      communicationTimeMs: 0,
      overheadTimeMs: 0,
      bottleneck: 'memory',
    });
    expect(metrics.wallClockTimeMs).toBeCloseTo(metrics.memoryTimeMs ?? NaN, 15);
    expect(metrics.memoryBandwidthGBs).toBeCloseTo(1000, 9);
    expect(metrics.communicationBandwidthGBs).toBeUndefined();
  });

  test('communication follows the body, or hides behind it', () => {
    const split = new ToyLayer({ parallelism: { tensorParallel: 4 } });
    const request = { ...prompt, hardware: toySystem };
    const apart = split.computeMetrics(request);
    const hidden = split.computeMetrics({ ...request, overlap: 'full' });
    // 2,880 bytes at 100 GB/s after 1 µs.
    expect(apart.communicationTimeMs).toBeCloseTo(1e-3 + 2880 / 100e6, 12);
    const body = Math.max(apart.computeTimeMs ?? NaN, apart.memoryTimeMs ?? NaN);
    expect(apart.wallClockTimeMs).toBeCloseTo(body + (apart.communicationTimeMs ?? NaN), 12);
    expect(hidden.wallClockTimeMs).toBe(apart.communicationTimeMs);
    expect(apart.bottleneck).toBe('communication');
    expect(apart.communicationBandwidthGBs).toBeCloseTo(
      2880 / (apart.communicationTimeMs ?? NaN) / 1e6,
      9,
    );
  });

  test('what falls short of a peak is bound by that peak, however little of it is reached', () => {
    const efficiency = constantEfficiency({ name: 'poor', compute: 0.01, memory: 0.01 });
    const hardware = { ...toySystem, efficiency };
    const prompt = { phase: 'prefill', batchSize: 64, seqLen: 4096 } as const;
    const computing = layer.computeMetrics({ ...prompt, hardware, fidelity: 'calibrated' });
    expect(computing.bottleneck).toBe('compute');
    expect(computing.overheadTimeMs).toBe(0);
    const { computeBoundTimeMs = NaN, memoryBoundTimeMs = NaN } = computing;
    const body = (computing.wallClockTimeMs ?? NaN) - (computing.communicationTimeMs ?? NaN);
    expect(computeBoundTimeMs + memoryBoundTimeMs).toBeCloseTo(body, 9);
  });

  test('an efficiency made of the ideal one is heard, over a layer as well', () => {
    const slow = { ...idealEfficiency, name: 'slow', matmul: () => 1 };
    const hardware = { ...toySystem, efficiency: slow };
    const metrics = layer.computeMetrics({ ...decode, hardware, fidelity: 'calibrated' });
    expect(metrics.wallClockTimeMs).toBeGreaterThan(1000);
  });

  test('an efficiency without its methods is refused', () => {
    const hardware = { ...toySystem, efficiency: { name: 'x' } as unknown as Efficiency };
    const request = { ...decode, hardware, fidelity: 'calibrated' } as const;
    expect(faultsOf(() => layer.computeMetrics(request))[0]).toMatchObject({
      code: 'hardware.efficiency_invalid',
    });
  });

  test('launches are overhead', () => {
    const efficiency = constantEfficiency({
      name: 'slow launches',
      compute: 1,
      memory: 1,
      launchSeconds: 1e-3,
    });
    const hardware = { ...toySystem, efficiency };
    const metrics = layer.computeMetrics({ ...decode, hardware, fidelity: 'calibrated' });
    expect(metrics.bottleneck).toBe('overhead');
    // Seven kernels of a millisecond each, and little else.
    expect(metrics.overheadTimeMs).toBeGreaterThan(6.999);
    expect(metrics.wallClockTimeMs).toBeLessThan(7.01);
    expect(metrics.fidelity).toBe('calibrated');
  });

  test('calibrated asks for an efficiency', () => {
    const request = { ...decode, hardware: toyChip, fidelity: 'calibrated' } as const;
    expect(faultsOf(() => layer.computeMetrics(request))[0]).toMatchObject({
      code: 'hardware.efficiency_missing',
      path: 'hardware.efficiency',
    });
  });

  test('an efficiency that returns no number is caught, not passed on', () => {
    const efficiency = {
      ...idealEfficiency,
      name: 'broken',
      matmul: () => NaN,
      overlapSpan: 'operation',
    } as const;
    const hardware = { ...toySystem, efficiency };
    expect(
      faultsOf(() => layer.computeMetrics({ ...decode, hardware, fidelity: 'calibrated' }))[0],
    ).toMatchObject({ code: 'hardware.efficiency_invalid' });
  });
});

describe('the request', () => {
  const layer = new ToyLayer({});

  test('is refused with unknown options and choices at once', () => {
    const request = { ...decode, fidelty: 'ideal', overlap: 'some', causal: 1, trace: true };
    const faults = faultsOf(() => layer.computeMetrics(request as unknown as MetricsRequest));
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'option.unknown fidelty',
      'option.invalid overlap',
      'option.invalid causal',
      'option.unknown trace',
    ]);
    expect(faults[0]?.message).toContain('did you mean "fidelity"?');
    expect(faults[2]?.message).toBe('expected "dense" or "exact", got 1.');
  });

  test('tells faults of the step beside those of options', () => {
    const request = { phase: 'decode', batchSize: 0, fidelty: 'ideal' };
    const faults = faultsOf(() => layer.computeMetrics(request as unknown as MetricsRequest));
    expect(faults.map(({ path }) => path)).toEqual(['fidelty', 'batchSize', 'contextLen']);
  });

  test.each([undefined, null, 5])('must be an object, not %s', (request) => {
    const given = request as unknown as MetricsRequest;
    for (const ask of [() => layer.computeMetrics(given), () => layer.computeFlops(given)]) {
      expect(faultsOf(ask)[0]).toMatchObject({ code: 'option.invalid', path: 'request' });
    }
  });

  test('of a short method is as strict, and counts as it says', () => {
    const chunk = { phase: 'prefill', batchSize: 1, seqLen: 8 } as const;
    const misspelt = { ...chunk, contextlen: 100 };
    expect(faultsOf(() => layer.computeKvCache(misspelt))[0]?.message).toContain('"contextLen"');
    expect(layer.computeFlops({ ...chunk, causal: 'exact' })).toBe(
      layer.computeMetrics({ ...chunk, causal: 'exact' }).flopsPerPackage,
    );
  });

  test('for packages that the links do not join is refused', () => {
    const wide = new ToyLayer({ parallelism: { tensorParallel: 2 } });
    const ask = (hardware: typeof toySystem) =>
      faultsOf(() => wide.computeMetrics({ ...decode, hardware }));
    expect(ask({ ...toySystem, tiers: [] })[0]?.code).toBe('hardware.link_missing');
  });

  test('for a fidelity without hardware is refused', () => {
    const faults = faultsOf(() => layer.computeMetrics({ ...decode, fidelity: 'calibrated' }));
    expect(faults[0]).toMatchObject({ code: 'option.invalid', path: 'fidelity' });
  });

  test('may carry options that are undefined', () => {
    const { fidelity } = layer.computeMetrics({
      ...decode,
      hardware: toyChip,
      fidelity: undefined,
      debug: undefined,
    });
    expect(fidelity).toBe('ideal');
  });
});

test('everything survives a JSON file, the trace included', () => {
  const layer = new ToyLayer({ parallelism: { tensorParallel: 2 } });
  const metrics = layer.computeMetrics({ ...prompt, hardware: toySystem, debug: true });
  expect(metrics.trace?.length).toBeGreaterThan(7);
  expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
});
