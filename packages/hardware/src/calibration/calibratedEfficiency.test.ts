import {
  Clock,
  everyPosition,
  fixedState,
  gibibytes,
  gigabytesPerSecond,
  gigabytesPerSecondPerDirection,
  idealEfficiency,
  LayerOperations,
  microseconds,
  resolveDtypes,
  resolveParallelism,
  standardDtypes,
  teraflops,
  type CollectiveKind,
  type Efficiency,
  type System,
} from '@mantile/core';
import { describe, expect, test } from 'vitest';
import { calibratedEfficiency, type CalibratedOptions } from './calibratedEfficiency.ts';
import { b200SxmCalibration } from './coefficients/b200Sxm.ts';
import { h100SxmCalibration } from './coefficients/h100Sxm.ts';
import { datasheetCalibration } from './datasheetCalibration.ts';
import { kernelFormulas } from './formulas/kernelFormulas.ts';
import { kernelRates } from './kernelRates.ts';

const h100: System = {
  name: '64 × H100',
  chip: {
    name: 'H100 SXM',
    peakFlops: { bf16: teraflops(989), fp8: teraflops(1978) },
    memory: [{ name: 'HBM3', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(3350) }],
  },
  tiers: [
    {
      name: 'NVLink 4',
      packages: 8,
      bandwidth: gigabytesPerSecondPerDirection(450),
      latency: microseconds(1),
    },
    {
      name: 'InfiniBand',
      packages: 64,
      bandwidth: gigabytesPerSecondPerDirection(50),
      latency: microseconds(3),
    },
  ],
};

/** One operation of each kind. */
class Workbench extends LayerOperations {
  readonly wide = this.product(
    'wide',
    this.linear({ name: 'wide', inputs: 4096, outputs: 14_336 }),
  );
  readonly attend = this.attentionOver([this.cached('key', 1024), this.cached('value', 1024)], {
    heads: 32,
    kvHeads: 8,
    keyWidth: 128,
    valueWidth: 128,
  });
  readonly latent = this.attentionOver([this.cached('latent', 576)], {
    heads: 16,
    kvHeads: 1,
    keyWidth: 576,
    valueWidth: 512,
  });
  readonly route = this.expertsProduct('experts', [
    this.weight({ name: 'up', shape: [8, 2048, 4096] }),
    this.weight({ name: 'down', shape: [8, 4096, 2048] }),
  ]);
  readonly recur = this.recurrence('delta', 7 * 2 ** 19, [
    this.keep({
      name: 'state',
      elementsPerPosition: 2 ** 19,
      retention: fixedState,
      dtype: standardDtypes.fp32,
    }),
  ]);
  readonly norm = this.elementwise('norm', 4096, { flopsPerElement: 5 });
  readonly fused = this.elementwise('fused', 4096, { isFusible: true });
  readonly embed = this.lookUp('embed', this.weight({ name: 'embed', shape: [1000, 4096] }));

  constructor(dtype: 'bf16' | 'fp8' | 'nvfp4' = 'bf16', tensorParallel = 1) {
    super(resolveDtypes({ dtype }), resolveParallelism({ tensorParallel }));
  }

  among(kind: CollectiveKind, name: string = kind) {
    return this.exchange(kind, 'tensorParallel', name, 4096);
  }

  private cached(name: string, elementsPerPosition: number) {
    return this.keep({ name, elementsPerPosition, retention: everyPosition });
  }
}

/** Sends one operation to a clock and reads its seconds. */
function time(efficiency: Efficiency, send: (clock: Clock) => void, system = h100): number {
  const clock = new Clock(system, efficiency);
  send(clock);
  return clock.operationSeconds + clock.communicationSeconds;
}

const measured = calibratedEfficiency(h100SxmCalibration);
const plain = new Workbench();
const sharded = new Workbench('bf16', 8);
const spread = new Workbench('bf16', 16);

const sends: Readonly<Record<string, (rows: number) => (clock: Clock) => void>> = {
  'a product': (rows) => (clock) => clock.matmul(plain.wide, rows),
  'a quantised product': (rows) => (clock) => clock.matmul(new Workbench('fp8').wide, rows),
  experts: (rows) => (clock) => clock.experts(plain.route, 2 * rows, rows, Math.min(8, 2 * rows)),
  'a token of each sequence': (rows) => (clock) =>
    clock.attention(plain.attend, rows, 1, 2001, 2000, 1),
  'a prompt': (rows) => (clock) =>
    clock.attention(plain.attend, 1, rows, (rows * (rows + 1)) / 2, 0, rows),
  'a chunk of a prompt': (rows) => (clock) =>
    clock.attention(plain.attend, 1, rows, 1000 * rows + (rows * (rows + 1)) / 2, 1000, rows),
  'a token of each latent sequence': (rows) => (clock) =>
    clock.attention(plain.latent, rows, 1, 2001, 2000, 1),
  'a recurrent token': (rows) => (clock) => clock.scan(plain.recur, rows, 1, true),
  'a recurrent prompt': (rows) => (clock) => clock.scan(plain.recur, 1, rows, false),
  'a norm': (rows) => (clock) => clock.pass(plain.norm, rows),
  'a fused activation': (rows) => (clock) => clock.pass(plain.fused, rows),
  'a look-up': (rows) => (clock) => clock.gather(plain.embed, rows),
  'an all-reduce': (rows) => (clock) => clock.collective(sharded.among('allReduce'), rows),
  'an all-gather': (rows) => (clock) => clock.collective(sharded.among('allGather'), rows),
  'an all-to-all': (rows) => (clock) => clock.collective(sharded.among('allToAll'), rows),
  'a broadcast': (rows) => (clock) => clock.collective(sharded.among('broadcast'), rows),
  'an all-reduce over two tiers': (rows) => (clock) =>
    clock.collective(spread.among('allReduce'), rows),
  'an all-to-all over two tiers': (rows) => (clock) =>
    clock.collective(spread.among('allToAll'), rows),
};

describe.each(Object.keys(sends))('%s', (name) => {
  const send = sends[name]!;
  const sizes = [1, 2, 7, 16, 17, 64, 200, 1024, 5000];

  test('never takes less than its roofline', () => {
    for (const rows of sizes) {
      expect(time(measured, send(rows))).toBeGreaterThanOrEqual(time(idealEfficiency, send(rows)));
    }
  });

  test('takes a finite time, longer for a thousand times the work', () => {
    expect(time(measured, send(5000))).toBeLessThan(1);
    const grown = time(measured, send(5000)) >= time(measured, send(5));
    expect(grown).toBe(true);
  });
});

describe('what stands behind a time', () => {
  test('a product takes what its formula says, its weights cold', () => {
    const fit = h100SxmCalibration.fits.find(
      ({ kind, dtype, engine }) => kind === 'matmul' && dtype === 'bf16' && engine === 'vllm',
    )!;
    const sizes = {
      rows: 16,
      inner: 4096,
      outer: 14_336,
      weightBytes: 2 * 4096 * 14_336,
      activationBytes: 2,
      hotBytes: 0,
    };
    const rates = kernelRates(h100SxmCalibration.chip, 'bf16');
    const expected = kernelFormulas.matmul.microseconds(
      fit.coefficients as Parameters<typeof kernelFormulas.matmul.microseconds>[0],
      sizes,
      rates,
    );
    const efficiency = calibratedEfficiency(h100SxmCalibration, { engine: 'vllm' });
    expect(time(efficiency, (clock) => clock.matmul(plain.wide, 16))).toBeCloseTo(
      expected * 1e-6,
      15,
    );
  });

  test.each([
    [{ engine: 'an engine of tomorrow' }, 'engine'],
    [{ routingSkew: -1 }, 'routingSkew'],
    [{ routingSkew: 5 }, 'routingSkew'],
    [{ routingSkew: NaN }, 'routingSkew'],
    [{ routingskew: 1 }, 'routingskew'],
    [{ hasCudaGraphs: 'no' }, 'hasCudaGraphs'],
    [{ launchGapMicroseconds: 5 }, 'launchGapMicroseconds'],
    [{ hasCudaGraphs: false, launchGapMicroseconds: NaN }, 'launchGapMicroseconds'],
    [{ hasCudaGraphs: false, launchGapMicroseconds: -1 }, 'launchGapMicroseconds'],
    [{ routedExperts: 1.5 }, 'routedExperts'],
    [{ routedExperts: 0 }, 'routedExperts'],
    [null, 'options'],
  ])('refuses %j', (options, path) => {
    expect(() => calibratedEfficiency(h100SxmCalibration, options as CalibratedOptions)).toThrow(
      new RegExp(`^${path}: `),
    );
  });

  test('refuses what was not measured, and says what helps', () => {
    expect(() => calibratedEfficiency(undefined as never)).toThrow(/datasheetCalibration/);
    const guessed = datasheetCalibration(h100.chip);
    expect(() => calibratedEfficiency(guessed, { hasCudaGraphs: false })).toThrow(
      /is not known, only for Hopper/,
    );
  });

  test('without CUDA graphs no kernel takes less than the host needs to launch it', () => {
    const eager = calibratedEfficiency(h100SxmCalibration, { hasCudaGraphs: false });
    // Floors of served steps: 4.35 µs a kernel on Hopper, and 1 µs where no graph replays it.
    expect(time(eager, sends['a norm']!(1))).toBeCloseTo(5.35e-6, 12);
    const vllm = { engine: 'vllm', hasCudaGraphs: false };
    const slower = calibratedEfficiency(h100SxmCalibration, vllm);
    expect(time(slower, sends['a norm']!(1))).toBeCloseTo((4.35 * 1.21 + 1) * 1e-6, 12);
    const stated = calibratedEfficiency(h100SxmCalibration, {
      hasCudaGraphs: false,
      launchGapMicroseconds: 9,
    });
    expect(time(stated, sends['a norm']!(1))).toBeCloseTo(9e-6, 12);
    expect(stated.launchSeconds).toBeCloseTo(9e-6, 12);
  });

  test.each(Object.keys(sends))(
    'without CUDA graphs %s is never faster, and no slower once it outlasts its launch',
    (name) => {
      const eager = calibratedEfficiency(h100SxmCalibration, { hasCudaGraphs: false });
      for (const rows of [1, 64, 5000]) {
        const [slow, fast] = [time(eager, sends[name]!(rows)), time(measured, sends[name]!(rows))];
        expect(slow).toBeGreaterThanOrEqual(fast);
        if (fast > 10e-6) expect(slow).toBe(fast);
      }
    },
  );

  test('fewer bits on a chip that has them, and on one that has not', () => {
    const four = new Workbench('nvfp4');
    const blackwell = calibratedEfficiency(b200SxmCalibration);
    const b200: System = {
      ...h100,
      chip: {
        ...h100.chip,
        peakFlops: { bf16: teraflops(2250), fp8: teraflops(4500), nvfp4: teraflops(9000) },
        memory: [{ name: 'HBM3e', capacity: gibibytes(180), bandwidth: gigabytesPerSecond(7700) }],
      },
    };
    const rows = 8192;
    const onB200 = time(blackwell, (clock) => clock.matmul(four.wide, rows), b200);
    const halvesOnB200 = time(blackwell, (clock) => clock.matmul(plain.wide, rows), b200);
    expect(onB200).toBeLessThan(halvesOnB200 / 2);
    // On the H100 four-bit weights are unpacked: the products run at the rate of 16 bits.
    const onH100 = time(measured, (clock) => clock.matmul(four.wide, rows));
    const halvesOnH100 = time(measured, (clock) => clock.matmul(plain.wide, rows));
    expect(onH100).toBeGreaterThan(0.8 * halvesOnH100);
  });

  test('unequally liked experts keep the busiest package longer', () => {
    const route = { ...plain.route, packages: 8, localExperts: 32 };
    const skewed = calibratedEfficiency(h100SxmCalibration, { routingSkew: 1.2 });
    const send = (clock: Clock): void => clock.experts(route, 4096, 4096, 32);
    expect(time(skewed, send)).toBeGreaterThan(1.05 * time(measured, send));
  });

  test('an exchange of tokens takes longer among more experts, by a microsecond or two for each 64', () => {
    const among = (routedExperts: number): number =>
      time(
        calibratedEfficiency(h100SxmCalibration, { routedExperts }),
        sends['an all-to-all']!(64),
      );
    const for64 = among(128) - among(64);
    expect(for64).toBeGreaterThan(0.2e-6);
    expect(for64).toBeLessThan(3e-6);
    expect(among(256)).toBe(time(measured, sends['an all-to-all']!(64)));
  });

  test('says what it assumed of an exchange', () => {
    const levels = new Clock(h100, measured).levels(sharded.among('allReduce'));
    const algorithm = (kind: CollectiveKind): string =>
      measured.collectiveAlgorithm(sharded.among(kind), 1e6, levels);
    expect(algorithm('allReduce')).toMatch(/^measured all-reduce of \w+$/);
    expect(algorithm('allGather')).toBe('measured library');
    expect(algorithm('allToAll')).toBe('measured token exchange among 256 experts');
  });
});

describe('a chip that was not measured', () => {
  const unknown = datasheetCalibration(h100.chip);
  const guessed = calibratedEfficiency(unknown);

  test('says what it took for granted', () => {
    expect(unknown.defaults.map(({ path, value }) => [path, value])).toEqual([
      ['memoryKind', 'hbm'],
      ['multiprocessors', 132],
      ['fits', 'hbm'],
    ]);
  });

  test('carries the error of such a transfer with each kernel', () => {
    expect(unknown.fits.length).toBeGreaterThan(10);
    for (const { error } of unknown.fits) expect(error?.median).toBeGreaterThan(0);
  });

  test.each(['a product', 'experts', 'a prompt', 'a token of each sequence', 'an all-reduce'])(
    '%s takes about as long as where it was measured',
    (name) => {
      for (const rows of [1, 64, 4096]) {
        const ratio = time(guessed, sends[name]!(rows)) / time(measured, sends[name]!(rows));
        expect(ratio).toBeGreaterThan(1 / 2);
        expect(ratio).toBeLessThan(2);
      }
    },
  );

  test('takes the coefficients of a chip said to be like it, and claims no error', () => {
    const sibling = datasheetCalibration(h100.chip, { like: h100SxmCalibration });
    const send = sends['a prompt']!(1000);
    expect(time(calibratedEfficiency(sibling), send)).toBeCloseTo(time(measured, send), 12);
    expect(sibling.fits.some(({ error }) => error !== undefined)).toBe(false);
    expect(sibling.defaults.at(-1)?.value).toBe('H100 80 GB SXM5');
  });

  test('of graphics memory is another class', () => {
    expect(datasheetCalibration(h100.chip, { memoryKind: 'gddr' }).fits).not.toEqual(unknown.fits);
  });
});
