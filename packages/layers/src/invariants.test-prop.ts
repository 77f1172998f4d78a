import {
  bitsPerElement,
  bytesOf,
  gibibytes,
  gigabytesPerSecond,
  gigabytesPerSecondPerDirection,
  microseconds,
  parallelAxes,
  teraflops,
  type Layer,
  type LayerMetrics,
  type ParallelAxis,
  type Shard,
  type Step,
  type System,
  type TracedOperation,
  type TracedQuantity,
} from '@mantile/core';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it, vi } from 'vitest';
import { kindCases, legalLayers } from './__fixtures__/cases.ts';

/*
 * What must hold for every kind that is registered, on each of its examples and under every legal plan of
 * degrees up to 4. Where something cannot hold for all, the rule says from the layer itself for which it does.
 */

// Some kinds have a thousand legal plans.
vi.setConfig({ testTimeout: 60_000 });

/** Divisible by every product of two degrees, so that no share is rounded. */
const evenSteps: readonly Step[] = [
  { phase: 'prefill', batchSize: 144, seqLen: 144 },
  { phase: 'prefill', batchSize: 144, seqLen: 144, contextLen: 144 },
  { phase: 'decode', batchSize: 144, contextLen: 143 },
];
/** Divisible by none. */
const oddSteps: readonly Step[] = [
  { phase: 'prefill', batchSize: 5, seqLen: 37 },
  { phase: 'prefill', batchSize: 1, seqLen: 1, contextLen: 131 },
  { phase: 'decode', batchSize: 7, contextLen: 61, seqLen: 3 },
  { phase: 'decode', batchSize: 1, contextLen: 0 },
];
const steps = [...evenSteps, ...oddSteps];

const system: System = {
  name: 'a system for tests',
  chip: {
    name: 'a chip for tests',
    peakFlops: { bf16: teraflops(100), fp32: teraflops(10) },
    memory: [{ name: 'memory', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(1000) }],
  },
  tiers: [
    {
      name: 'links',
      packages: 1024,
      bandwidth: gigabytesPerSecondPerDirection(100),
      latency: microseconds(2),
    },
  ],
};

const perPackage = [
  'flopsPerPackage',
  'activationMemoryPerPackage',
  'kvCachePerPackage',
  'kvReadPerPackage',
  'kvWritePerPackage',
  'communicationBytes',
  'wireBytes',
] as const;
const totals = ['flopsTotal', 'activationMemoryTotal', 'kvCacheTotal'] as const;

/** Collects what does not hold: thousands of plans and steps, one assertion. */
class Demands {
  private readonly broken: string[] = [];

  that(holds: boolean, what: string, layer: Layer, step?: Step): void {
    if (holds) return;
    const plan = Object.entries(layer.parallelism).filter(([, degree]) => degree > 1);
    this.broken.push(
      `${layer.kind}: ${what} ${JSON.stringify(Object.fromEntries(plan))} ${JSON.stringify(step ?? {})}`,
    );
  }

  areMet(): void {
    expect(this.broken.slice(0, 10)).toEqual([]);
  }
}

const productOf = (numbers: readonly number[]): number =>
  numbers.reduce((product, number) => product * number, 1);

const isNear = (actual: number, expected: number, tolerance = 1e-9): boolean =>
  Math.abs(actual - expected) <= tolerance * Math.abs(expected);

/** Pieces that a cut leaves: as many as packages, while there are units for all. */
const pieces = (layer: Layer, axis: ParallelAxis, units: number): number =>
  Math.min(layer.parallelism[axis], units);

/** Bytes of all copies of all tensors, from what the layer says of their cuts alone. */
function storedBytes(layer: Layer): number {
  return layer.weights.reduce((total, { shape, shards = [], dtype, sharedWith }) => {
    if (sharedWith !== undefined) return total;
    const bytes = (productOf(shape) * bitsPerElement(dtype ?? layer.dtypes.weights)) / 8;
    const shareOf = ({ axis, dimension, units }: Shard): number => {
      const sections = typeof units === 'number' ? [{ size: shape[dimension] ?? 1, units }] : units;
      const cut = sections.map((section) => section.size / pieces(layer, axis, section.units));
      return cut.reduce((sum, size) => sum + size, 0) / (shape[dimension] ?? 1);
    };
    return total + bytes * layer.numPackages * productOf(shards.map(shareOf));
  }, 0);
}

/** Bytes of all copies of all states after a step. */
function keptBytes(layer: Layer, step: Step): number {
  const length = (step.contextLen ?? 0) + (step.seqLen ?? 1);
  return layer.state.reduce((total, part) => {
    const { elementsPerPosition, retention, shard, positionsSplitOver } = part;
    const dtype = part.dtype ?? layer.dtypes.kvCache;
    // Blocks of a shared scale are filled up, entry by entry.
    const entry =
      dtype.blockSize === 1
        ? (elementsPerPosition * dtype.bits) / 8
        : bytesOf(dtype, elementsPerPosition);
    const split =
      layer.parallelism.attentionDataParallel *
      (shard === undefined ? 1 : pieces(layer, shard.axis, shard.units)) *
      (positionsSplitOver === undefined ? 1 : layer.parallelism[positionsSplitOver]);
    const entries = step.batchSize * retention.positions(length);
    return total + (entries * entry * layer.numPackages) / split;
  }, 0);
}

function traceOf(layer: Layer, step: Step): readonly TracedOperation[] {
  return layer.computeMetrics({ ...step, debug: true }).trace ?? [];
}

function sumOf(operations: readonly TracedOperation[], quantity: TracedQuantity): number {
  let sum = 0;
  for (const { terms } of operations) {
    for (const term of terms) if (term.quantity === quantity) sum += term.value;
  }
  return sum;
}

describe.each(kindCases)('$title', (kindCase) => {
  const layers = legalLayers(kindCase);
  const [one] = layers;
  const alongOneAxis = layers.filter(
    ({ parallelism }) => Object.values(parallelism).filter((degree) => degree > 1).length <= 1,
  );

  it('stores each weight as often as its cuts say, and loses none', () => {
    const demands = new Demands();
    for (const layer of layers) {
      const { weightMemoryTotal } = layer;
      demands.that(isNear(weightMemoryTotal, storedBytes(layer)), 'weights', layer);
      demands.that(weightMemoryTotal >= one.weightMemoryTotal, 'weights lost', layer);
    }
    demands.areMet();
  });

  it('keeps each state as often as its cuts say, and loses none', () => {
    const demands = new Demands();
    for (const layer of layers) {
      for (const step of steps) {
        const { kvCacheTotal } = layer.computeMetrics(step);
        // Totals are whole bytes.
        const isKept = Math.abs(kvCacheTotal - keptBytes(layer, step)) <= 0.5;
        demands.that(isKept, 'state', layer, step);
        demands.that(kvCacheTotal + 0.5 >= keptBytes(one, step), 'state lost', layer, step);
      }
    }
    demands.areMet();
  });

  it('does all FLOPs of one package, and repeats at most all of them', () => {
    const demands = new Demands();
    for (const step of steps) {
      const whole = one.computeMetrics(step).flopsTotal;
      for (const layer of layers) {
        const { flopsTotal, flopsPerPackage } = layer.computeMetrics(step);
        const busiest = flopsPerPackage * layer.numPackages;
        demands.that(flopsTotal >= whole && busiest >= whole, 'FLOPs lost', layer, step);
        demands.that(flopsTotal <= whole * layer.numPackages, 'FLOPs added', layer, step);
      }
    }
    demands.areMet();
  });

  it('splits a batch without repeating a FLOP', () => {
    const demands = new Demands();
    for (const layer of legalLayers(kindCase, ['attentionDataParallel'])) {
      for (const step of steps) {
        const whole = one.computeMetrics(step).flopsTotal;
        demands.that(layer.computeMetrics(step).flopsTotal === whole, 'FLOPs', layer, step);
      }
    }
    demands.areMet();
  });

  it('has each package do less of a prompt whose tokens it shares, where a longer prompt is more work', () => {
    const demands = new Demands();
    const [prompt] = evenSteps;
    if (prompt === undefined) return;
    const whole = one.computeFlops(prompt);
    const longer = one.computeFlops({ ...prompt, seqLen: 288 });
    if (longer === whole) return;
    for (const layer of legalLayers(kindCase, ['sequenceParallel', 'contextParallel']).slice(1)) {
      demands.that(layer.computeFlops(prompt) < whole, 'FLOPs', layer, prompt);
    }
    demands.areMet();
  });

  it('adds up over packages what products with cut inputs give in parts', () => {
    const demands = new Demands();
    for (const layer of legalLayers(kindCase, ['tensorParallel']).slice(1)) {
      const hasParts = layer.weights.some(({ shape, shards = [] }) =>
        shards.some(
          ({ axis, dimension }) =>
            axis === 'tensorParallel' && dimension > 0 && dimension === shape.length - 1,
        ),
      );
      if (!hasParts) continue;
      for (const step of steps) {
        const { communicationBytes } = layer.computeMetrics(step);
        demands.that(communicationBytes > 0, 'sums in parts', layer, step);
      }
    }
    demands.areMet();
  });

  it('cuts products as it cuts their weights', () => {
    const demands = new Demands();
    // A bias behind cut inputs is stored on every package and added once, so that it follows another rule.
    const products = (layer: Layer, step: Step) =>
      traceOf(layer, step).filter(
        ({ kind, terms }) =>
          kind === 'matmul' && terms.every(({ inputs }) => (inputs['bias'] ?? 0) === 0),
      );
    for (const layer of legalLayers(kindCase, ['tensorParallel'])) {
      for (const step of evenSteps) {
        const whole = products(one, step);
        for (const product of products(layer, step)) {
          const same = whole.find(({ name }) => name === product.name);
          const ratio = (quantity: TracedQuantity): number =>
            sumOf([product], quantity) / sumOf(same === undefined ? [] : [same], quantity);
          const isCut = isNear(ratio('flops'), ratio('weightReadBytes'), 0.01);
          demands.that(isCut, product.name, layer, step);
        }
      }
    }
    demands.areMet();
  });

  it('does a part of the FLOPs with a part of the weights or of the state', () => {
    const demands = new Demands();
    const moved = (operation: TracedOperation): number =>
      sumOf([operation], 'weightReadBytes') +
      sumOf([operation], 'stateReadBytes') +
      sumOf([operation], 'stateWriteBytes');
    for (const layer of legalLayers(kindCase, ['tensorParallel']).slice(1)) {
      for (const step of evenSteps) {
        const whole = traceOf(one, step);
        for (const operation of traceOf(layer, step)) {
          const same = whole.find(({ name }) => name === operation.name);
          if (same === undefined || moved(operation) >= moved(same)) continue;
          const isPart = sumOf([operation], 'flops') < sumOf([same], 'flops');
          demands.that(isPart || sumOf([same], 'flops') === 0, operation.name, layer, step);
        }
      }
    }
    demands.areMet();
  });

  it('says of the busiest package no less than of the average one', () => {
    const demands = new Demands();
    for (const layer of layers) {
      for (const step of steps) {
        const metrics = layer.computeMetrics(step);
        for (const name of ['flops', 'weightMemory', 'activationMemory', 'kvCache'] as const) {
          const busiest = metrics[`${name}PerPackage`] * layer.numPackages;
          demands.that(busiest + 0.5 >= metrics[`${name}Total`], name, layer, step);
        }
      }
    }
    demands.areMet();
  });

  it('takes a degree of 1 as an absent axis', () => {
    const ones = Object.fromEntries(parallelAxes.map((axis) => [axis, 1]));
    const layer = new kindCase.layerClass({ ...kindCase.spec, parallelism: ones });
    for (const step of steps) {
      const request = { ...step, hardware: system, debug: true };
      expect(layer.computeMetrics(request)).toStrictEqual(one.computeMetrics(request));
    }
  });

  it('has no metric that is negative or no number, and none that vanishes where one package has it', () => {
    const demands = new Demands();
    for (const step of steps) {
      const reference = one.computeMetrics({ ...step, hardware: system });
      for (const layer of layers) {
        const metrics = layer.computeMetrics({ ...step, hardware: system });
        for (const [name, value] of Object.entries(metrics)) {
          if (typeof value !== 'number') continue;
          demands.that(Number.isFinite(value) && value >= 0, name, layer, step);
          // Nothing is sent within one package, and what an operation loses to rounding is no work.
          if (/communication|wire|overhead/i.test(name)) continue;
          const isWork = Number(reference[name as keyof LayerMetrics]) > 0;
          demands.that(!isWork || value > 0, `${name} vanished`, layer, step);
        }
        for (const name of [...perPackage, ...totals, 'kernelCount'] as const) {
          demands.that(Number.isSafeInteger(metrics[name]), `${name} whole`, layer, step);
        }
      }
    }
    demands.areMet();
  });

  it('grows with the context, never falls, and never jumps further than on one package', () => {
    const demands = new Demands();
    const contexts = Array.from({ length: 81 }, (_, context) => context);
    const measure = (layer: Layer): readonly LayerMetrics[] =>
      contexts.map((contextLen) =>
        layer.computeMetrics({ phase: 'decode', batchSize: 12, contextLen, hardware: system }),
      );
    const growth = (metrics: readonly LayerMetrics[], name: keyof LayerMetrics): number[] =>
      metrics.slice(1).map((after, index) => Number(after[name]) - Number(metrics[index]?.[name]));
    const reference = measure(one);
    for (const layer of alongOneAxis) {
      const metrics = measure(layer);
      // Times are sums of rounded numbers.
      const times = growth(metrics, 'wallClockTimeMs');
      demands.that(
        times.every((increase) => increase >= -1e-12),
        'time',
        layer,
      );
      for (const name of ['kvCachePerPackage', 'kvReadPerPackage', 'flopsPerPackage'] as const) {
        const steepest = Math.max(...growth(reference, name));
        for (const [context, increase] of growth(metrics, name).entries()) {
          const isSteady = increase >= 0 && increase <= steepest;
          demands.that(isSteady, `${name} after ${context}`, layer);
        }
      }
    }
    demands.areMet();
  });

  it('keeps after a prompt what it keeps after decoding its last token', () => {
    const demands = new Demands();
    for (const layer of layers) {
      for (const length of [1, 7, 64, 131]) {
        const prompt = { phase: 'prefill', batchSize: 5, seqLen: length } as const;
        const last = { phase: 'decode', batchSize: 5, contextLen: length - 1 } as const;
        const isSame = layer.computeKvCache(prompt) === layer.computeKvCache(last);
        demands.that(isSame, 'state', layer, prompt);
      }
    }
    demands.areMet();
  });

  it('adds the trace up to the tally', () => {
    const demands = new Demands();
    for (const layer of layers) {
      for (const step of steps) {
        const metrics = layer.computeMetrics({ ...step, debug: true });
        const { trace = [] } = metrics;
        const adds = (quantity: TracedQuantity, value: number): void => {
          // Activations and payloads are rounded up to whole bytes, expected experts are fractions.
          const sum = sumOf(trace, quantity);
          demands.that(isNear(sum, value) || Math.ceil(sum) === value, quantity, layer, step);
        };
        adds('flops', metrics.flopsPerPackage);
        adds('weightReadBytes', metrics.weightReadPerPackage);
        adds('stateReadBytes', metrics.kvReadPerPackage);
        adds('stateWriteBytes', metrics.kvWritePerPackage);
        adds('activationBytes', metrics.activationMemoryPerPackage);
        adds('payloadBytes', metrics.communicationBytes);
        adds('wireBytes', metrics.wireBytes);
        const kernels = trace.reduce((sum, operation) => sum + operation.kernels, 0);
        demands.that(kernels === metrics.kernelCount, 'kernels', layer, step);
      }
    }
    demands.areMet();
  });

  it('takes as long as computing, memory and communication say, hidden behind each other or not', () => {
    const demands = new Demands();
    for (const layer of layers) {
      for (const step of steps) {
        for (const overlap of ['none', 'full'] as const) {
          const metrics = layer.computeMetrics({ ...step, hardware: system, overlap });
          const { computeTimeMs = NaN, memoryTimeMs = NaN, communicationTimeMs = NaN } = metrics;
          const body = Math.max(computeTimeMs, memoryTimeMs);
          const expected =
            overlap === 'none' ? body + communicationTimeMs : Math.max(body, communicationTimeMs);
          const wall = metrics.wallClockTimeMs ?? NaN;
          demands.that(isNear(wall, expected, 1e-9), `time, overlap ${overlap}`, layer, step);
        }
      }
    }
    demands.areMet();
  });

  it('is linear in the batch, but for rounding and for weights that more tokens find', () => {
    const demands = new Demands();
    for (const layer of layers) {
      for (const even of evenSteps) {
        // So many sequences that a row more or less on the busiest package is nothing.
        const step = { ...even, batchSize: 64 * even.batchSize };
        const half = layer.computeMetrics(step);
        const whole = layer.computeMetrics({ ...step, batchSize: 2 * step.batchSize });
        for (const name of totals) {
          demands.that(isNear(whole[name], 2 * half[name]), name, layer, step);
        }
        for (const name of perPackage) {
          demands.that(isNear(whole[name], 2 * half[name], 1e-3), name, layer, step);
        }
        const [less, more] = [half.weightReadPerPackage, whole.weightReadPerPackage];
        demands.that(less <= more && more <= 2 * less, 'weights read', layer, step);
        demands.that(half.kernelCount === whole.kernelCount, 'kernels', layer, step);
      }
    }
    demands.areMet();
  });

  it('gives metrics that are plain JSON', () => {
    for (const layer of alongOneAxis) {
      for (const step of oddSteps) {
        const metrics = layer.computeMetrics({ ...step, hardware: system, debug: true });
        expect(JSON.parse(JSON.stringify(metrics))).toStrictEqual(metrics);
      }
    }
  });
});

const anyStep: fc.Arbitrary<Step> = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.integer({ min: 1, max: 40 }),
  seqLen: fc.integer({ min: 1, max: 300 }),
  contextLen: fc.integer({ min: 0, max: 300 }),
});
const anyLayer = fc
  .constantFrom(...kindCases.map((kindCase) => legalLayers(kindCase)))
  .chain((layers) => {
    const [one, ...others] = layers;
    return fc.record({ one: fc.constant(one), layer: fc.constantFrom(one, ...others) });
  });

test.prop([anyLayer, anyStep], { numRuns: 2000 })(
  'any step, masked pairs counted or not, agrees with its trace and with what all packages do together',
  ({ one, layer }, step) => {
    const demands = new Demands();
    const measured = (['exact', 'dense'] as const).map((causal) => {
      const metrics = layer.computeMetrics({ ...step, causal, debug: true });
      const flops = sumOf(metrics.trace ?? [], 'flops');
      demands.that(isNear(flops, metrics.flopsPerPackage), `${causal} trace`, layer, step);
      const busiest = metrics.flopsPerPackage * layer.numPackages;
      demands.that(busiest + 0.5 >= metrics.flopsTotal, `${causal} busiest`, layer, step);
      const whole = one.computeMetrics({ ...step, causal }).flopsTotal;
      demands.that(metrics.flopsTotal + 0.5 >= whole, `${causal} FLOPs lost`, layer, step);
      demands.that(Number.isSafeInteger(metrics.flopsPerPackage), `${causal} whole`, layer, step);
      return metrics;
    });
    const [exact, dense] = measured;
    demands.that(
      (exact?.flopsPerPackage ?? NaN) <= (dense?.flopsPerPackage ?? NaN),
      'masked pairs add FLOPs',
      layer,
      step,
    );
    demands.areMet();
  },
);

test.prop([anyLayer, anyStep, fc.integer({ min: 1, max: 299 })], { numRuns: 2000 })(
  'a prompt cut in two is no less work than the prompt at once, and leaves the same state',
  ({ layer }, { batchSize, contextLen = 0 }, first) => {
    const demands = new Demands();
    const prompt = (seqLen: number, cached: number): Step => ({
      phase: 'prefill',
      batchSize,
      seqLen,
      contextLen: cached,
    });
    const flops = (step: Step): number =>
      layer.computeMetrics({ ...step, causal: 'exact' }).flopsTotal;
    const atOnce = prompt(300, contextLen);
    // Attention that keeps nothing sees only the tokens of its step: cut in two, they would miss each other.
    const attends = traceOf(layer, atOnce).some(({ kind }) => kind === 'attention');
    if (attends && layer.state.length === 0) return;
    // Attention that takes short prompts another way, such as expanding latents, may save work by it.
    const verbs = (step: Step): string =>
      traceOf(layer, step)
        .map(({ name }) => name)
        .join();
    if (verbs(prompt(first, contextLen)) !== verbs(atOnce)) return;
    const last = prompt(300 - first, contextLen + first);
    const inTwo = flops(prompt(first, contextLen)) + flops(last);
    demands.that(inTwo + 1 >= flops(atOnce), `FLOPs, cut after ${first}`, layer, atOnce);
    const isSame = layer.computeKvCache(last) === layer.computeKvCache(atOnce);
    demands.that(isSame, 'state', layer, atOnce);
    demands.areMet();
  },
);
