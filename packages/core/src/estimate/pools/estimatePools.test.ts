import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../__fixtures__/faultsOf.ts';
import { servedModel } from '../../__fixtures__/servedLayer.ts';
import { toyChip, toySystem } from '../../__fixtures__/toySystem.ts';
import { gigabytes } from '../../units.ts';
import type { Workload } from '../../workload.ts';
import { idealEfficiency } from '../../timing/ideal.ts';
import { plainEngine } from '../engine/engineProfile.ts';
import { estimate } from '../estimator.ts';
import { estimatePools } from './estimatePools.ts';
import type { Pool, Pools } from './types.ts';

/** Ten layers, each of 4 MB of weights and 4 kB of state for a position. */
const pool: Pool = { model: servedModel(10), hardware: toySystem };
const both: Pools = { prefill: pool, decode: pool };
const load = { kind: 'concurrency', requests: 16 } as const;
const workload: Workload = { inputTokens: 2000, outputTokens: 301, load };
const spread = (tensorParallel: number): Pool => ({
  ...pool,
  model: servedModel(10, {}, { tensorParallel }),
});
const codes = ({ notes }: { readonly notes: readonly { readonly code: string }[] }) =>
  notes.map(({ code }) => code);

describe('what makes no sense is refused', () => {
  const users = (requests: unknown) => ({ kind: 'concurrency', requests });
  const rate = (requestsPerSecond: unknown) => ({ kind: 'rate', requestsPerSecond });
  test.each([
    ...[-3, NaN, '8', 0, 2.5, undefined].map((each) => [users(each), 'requests'] as const),
    ...[-3, NaN, '8', 0, undefined].map((each) => [rate(each), 'requestsPerSecond'] as const),
    [{ kind: 'batch', size: 4 }, 'kind'] as const,
  ])('%j', (given, key) => {
    const call = () => estimatePools(both, { ...workload, load: given as typeof load });
    expect(faultsOf(call)).toMatchObject([
      { code: 'workload.invalid', path: `workload.load.${key}` },
    ]);
  });

  test('all at once, and in which pool', () => {
    const pools = {
      prefill: { ...pool, replicas: 0 },
      decode: { ...pool, hardware: { ...toySystem, tiers: [] }, causal: 'some' },
      transferBytesPerSecond: -1,
    } as unknown as Pools;
    const call = () =>
      estimatePools(pools, { ...workload, inputTokens: 0, load: { ...load, requests: 0 } });
    expect(faultsOf(call).map(({ path }) => path)).toEqual([
      'workload.inputTokens',
      'workload.load.requests',
      'pools.prefill.replicas',
      'pools.decode.causal',
      'pools.transferBytesPerSecond',
    ]);
  });

  test.each([
    [undefined, ['pools']],
    [{ prefill: pool }, ['pools.decode']],
    [{ ...both, transferBandwidth: 1e9 }, ['pools.transferBandwidth']],
    [{ decode: 5, decoder: pool }, ['pools.decoder', 'pools.prefill', 'pools.decode']],
  ])('pools of a wrong form, %#', (pools, paths) => {
    const call = () => estimatePools(pools as unknown as Pools, workload);
    expect(faultsOf(call).map(({ path }) => path)).toEqual(paths);
  });

  test('a draft model, which neither pool runs', () => {
    const drafting = { ...pool, draft: servedModel(1) };
    const call = () => estimatePools({ prefill: drafting, decode: drafting }, workload);
    expect(faultsOf(call).map(({ path }) => path)).toEqual([
      'pools.prefill.draft',
      'pools.decode.draft',
    ]);
  });

  test('pools without links, and two different models', () => {
    const decode = { model: servedModel(11), hardware: toyChip };
    const call = () => estimatePools({ prefill: pool, decode }, workload);
    expect(faultsOf(call)).toMatchObject([
      { code: 'hardware.link_missing', path: 'pools.decode.hardware.tiers' },
      { code: 'model.invalid', path: 'pools.decode.model' },
    ]);
  });

  test.each([
    ['prefill', both],
    ['links', { ...both, prefill: { ...pool, replicas: 10_000 } }],
    ['decode', { ...both, prefill: { ...pool, replicas: 10_000 }, transferBytesPerSecond: 1e15 }],
  ])('rates that the %s cannot follow', (name, pools) => {
    const fast = { kind: 'rate', requestsPerSecond: 1e6 } as const;
    const call = () => estimatePools(pools, { ...workload, load: fast });
    expect(faultsOf(call)).toMatchObject([{ code: 'workload.unsustainable' }]);
    expect(call).toThrow(name);
  });
});

test('each pool holds what it needs for its own steps', () => {
  const { prefill, decode } = estimatePools(both, workload);
  // Blocks of 16: 2000 positions of one prompt, up to two of them in a step; 2304 of 16 answers.
  expect(prefill.memory.kvCache).toBe(2 * 2000 * 40_000);
  expect(decode.memory.kvCache).toBe(16 * 2304 * 40_000);
  // As much for each token of a step, of which there are 4 · 2000 in the largest, and one of each answer.
  const perToken = decode.memory.activations / 16;
  expect(prefill.memory.activations).toBe(2 * 2000 * perToken);
});

test('the step of a pool is that of the sequences in it', () => {
  const { prefill, decode } = estimatePools(both, workload);
  const { stepMs, sequences } = decode;
  const batch = { ...workload, load: { kind: 'batch', size: 2 } } as const;
  const stepOf = (size: number) =>
    estimate(pool.model, pool.hardware, { ...batch, load: { ...batch.load, size } }).itlMs;
  const [low, high] = [Math.floor(sequences), Math.ceil(sequences)];
  const between = stepOf(low) + (sequences - low) * (stepOf(high) - stepOf(low));
  expect(stepMs / between).toBeCloseTo(1, 9);
  expect(prefill.sequences).toBeGreaterThanOrEqual(1);
});

describe('sending state', () => {
  // 2000 positions of 40 kB, at 10 GB/s, after 5 µs.
  const whole = 8;
  test.each([
    [1, 1, whole],
    [8, 8, whole / 8],
    // One receiver takes it all, and one sender sends it all.
    [8, 1, whole],
    [1, 8, whole],
    [8, 2, whole / 2],
  ])('from TP %i to TP %i', (from, to, ms) => {
    const pools = { prefill: spread(from), decode: spread(to) };
    expect(estimatePools(pools, workload).transferMs).toBeCloseTo(ms + 0.005, 9);
  });

  test('slow links limit what both pools do', () => {
    // 80 MB at 1 GB/s: 12.5 a second.
    const pools = { ...both, transferBytesPerSecond: 1e9 };
    const { requestsPerSecond, limitedBy, e2eMs } = estimatePools(pools, {
      ...workload,
      load: { ...load, requests: 64 },
    });
    expect(limitedBy).toBe('transfer');
    expect(requestsPerSecond).toBeCloseTo(12.5, 3);
    // Little's law.
    expect((e2eMs / 1e3) * requestsPerSecond).toBeCloseTo(64, 6);
  });
});

describe('places', () => {
  // 0.9 · 1 GB less 40 MB of weights, and 92.16 MB for each answer: 9 of them.
  const small = { ...toyChip, memory: [{ ...toyChip.memory[0], capacity: gigabytes(1) }] } as const;
  const decode = { ...pool, hardware: { ...toySystem, chip: small } };
  const pools = { prefill: { ...pool, replicas: 100 }, decode, transferBytesPerSecond: 1e13 };

  test('others wait when all are taken', () => {
    const found = estimatePools(pools, { ...workload, load: { ...load, requests: 200 } });
    const { requestsPerSecond, transferMs, tpotMs, e2eMs, queueMs, ttftMs } = found;
    expect(found.decode.memory.fits).toBe(true);
    expect(found.decode.utilization).toBeCloseTo(1, 9);
    expect(found.limitedBy).toBe('decode');
    // Nine places, each taken while state is under way and 300 tokens follow.
    expect(requestsPerSecond).toBeCloseTo(9e3 / (transferMs + 300 * tpotMs), 6);
    expect((e2eMs / 1e3) * requestsPerSecond).toBeCloseTo(200, 6);
    expect(queueMs).toBeGreaterThan(0.9 * ttftMs);
    expect(codes(found)).toContain('memory.requests_wait');
  });

  test('and as many users as places do not', () => {
    const found = estimatePools(pools, { ...workload, load: { ...load, requests: 9 } });
    expect(codes(found)).not.toContain('memory.requests_wait');
    expect(found.queueMs).toBeLessThan(0.1);
  });

  test('where not one has room, times are those of a pool that has it', () => {
    const none = { ...small, memory: [{ ...small.memory[0], capacity: gigabytes(0.1) }] } as const;
    const found = estimatePools(
      { ...pools, decode: { ...pool, hardware: { ...toySystem, chip: none } } },
      { ...workload, load: { ...load, requests: 9 } },
    );
    expect(found.decode.memory.fits).toBe(false);
    expect(codes(found)).toContain('memory.does_not_fit');
    expect(found.tpotMs).toBeGreaterThan(0);
  });
});

test('both pools are as busy when prefill replicas are as many as the ratio says', () => {
  const rate = { ...workload, load: { kind: 'rate', requestsPerSecond: 20 } } as const;
  const { prefillReplicasPerDecodeReplica: ratio, prefill, decode } = estimatePools(both, rate);
  expect(prefill.utilization / decode.utilization).toBeCloseTo(ratio, 6);
  const limitedBy = (replicas: number) =>
    estimatePools({ ...both, prefill: { ...pool, replicas } }, rate).limitedBy;
  expect(limitedBy(Math.ceil(ratio))).toBe('decode');
  expect(limitedBy(Math.max(1, Math.floor(ratio)))).toBe(ratio < 1 ? 'decode' : 'prefill');
});

describe('notes', () => {
  test('say what times leave out', () => {
    const speculation = { draftTokens: 3, acceptance: 0.7 };
    expect(codes(estimatePools(both, { ...workload, speculation }))).toEqual([
      'fidelity.ideal',
      'speculation.draft_free',
    ]);
  });

  test('and of which pool, where they differ', () => {
    const hardware = { ...toySystem, efficiency: idealEfficiency };
    const found = estimatePools({ prefill: { ...pool, hardware }, decode: pool }, workload);
    expect(found.fidelity).toBe('ideal');
    expect(found.notes.map(({ code, message }) => [code, message.split(':')[0]])).toEqual([
      ['engine.none', 'prefill pool'],
      ['fidelity.ideal', 'decode pool'],
    ]);
  });

  test('and what is to know of an engine, where it counts', () => {
    const notes = [{ code: 'engine.other_chip', message: 'observed elsewhere.' }];
    const hardware = { ...toySystem, efficiency: idealEfficiency };
    const engine = { ...plainEngine, notes };
    const found = (fidelity: 'ideal' | 'calibrated') => {
      const options = { engine, fidelity };
      const own = { ...pool, hardware, ...options };
      return [
        codes(estimatePools({ prefill: own, decode: own }, workload)),
        codes(estimate(pool.model, hardware, workload, options)),
      ];
    };
    expect(found('calibrated')).toEqual([['engine.other_chip'], ['engine.other_chip']]);
    expect(found('ideal')).toEqual([['fidelity.ideal'], ['fidelity.ideal']]);
  });
});

test('one user waits for nobody', () => {
  const { queueMs, e2eMs, requestsPerSecond } = estimatePools(both, {
    ...workload,
    load: { ...load, requests: 1 },
  });
  expect(queueMs).toBeLessThan(1e-3);
  expect((e2eMs / 1e3) * requestsPerSecond).toBeCloseTo(1, 6);
});
