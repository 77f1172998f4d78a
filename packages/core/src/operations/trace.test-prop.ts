import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { anyStep, legalPlan, toyLayer, toySizes } from '../__fixtures__/arbitrary.ts';
import { ToyLayer } from '../__fixtures__/toyLayer.ts';
import { toyChip, toySystem } from '../__fixtures__/toySystem.ts';
import type { System } from '../hardware/system.ts';
import { Model } from '../model.ts';
import { StepFrame, type Step } from '../step.ts';
import { Clock } from '../timing/clock.ts';
import { constantEfficiency } from '../timing/constant.ts';
import { idealEfficiency } from '../timing/ideal.ts';
import { gigabytesPerSecondPerDirection, seconds } from '../units.ts';
import { Tally } from './tally.ts';
import { Trace } from './trace.ts';
import type { TracedQuantity } from './traced.ts';

const system: System = {
  ...toySystem,
  chip: toyChip,
  tiers: [
    ...toySystem.tiers,
    {
      name: 'far',
      packages: 1_000_000,
      bandwidth: gigabytesPerSecondPerDirection(1),
      latency: seconds(1e-5),
    },
  ],
};
const halves = constantEfficiency({
  name: 'halves',
  compute: 0.5,
  memory: 0.5,
  link: 0.5,
  launchSeconds: 1e-6,
  fusesPasses: true,
});
const efficiency = fc.constantFrom(idealEfficiency, halves);

interface Runs {
  forward(step: StepFrame, work: Tally | Trace): void;
}

/** Sums of the terms of a trace, per layer and in all, and the formulas worked out anew. */
function expectAgreement(subject: Runs, step: Step, clock: Clock): void {
  const frame = new StepFrame().set(step);
  const trace = new Trace(clock);
  subject.forward(frame, trace);

  const sum = (quantity: TracedQuantity): number =>
    trace.operations.reduce(
      (total, { terms, layerCount = 1 }) =>
        total +
        terms
          .filter((term) => term.quantity === quantity)
          .reduce((own, { value }) => own + value * layerCount, 0),
      0,
    );
  const held = new Map<string | undefined, number>();
  for (const { layer, terms } of trace.operations) {
    const own = terms.filter(({ quantity }) => quantity === 'activationBytes');
    held.set(
      layer,
      own.reduce((bytes, { value }) => bytes + value, held.get(layer) ?? 0),
    );
  }

  const tally = new Tally();
  subject.forward(frame, tally);
  for (const quantity of [
    'flops',
    'weightReadBytes',
    'stateReadBytes',
    'stateWriteBytes',
    'payloadBytes',
  ] as const) {
    expect(sum(quantity), quantity).toBe(tally[quantity]);
  }
  expect(sum('wireBytes')).toBeCloseTo(tally.wireBytes, 3);
  expect(Math.max(...held.values())).toBe(tally.activationBytes);
  const kernels = trace.operations.reduce(
    (count, { kernels: own, layerCount = 1 }) => count + own * layerCount,
    0,
  );
  expect(kernels).toBe(tally.kernels);

  clock.reset();
  subject.forward(frame, clock);
  const isSame = (traced: number, timed: number) =>
    Math.abs(traced - timed) <= 1e-12 * Math.max(timed, 1e-6);
  expect(sum('computeSeconds')).toSatisfy((of: number) => isSame(of, clock.computeSeconds));
  const memorySeconds = clock.loadSeconds + clock.storeSeconds;
  expect(sum('memorySeconds')).toSatisfy((of: number) => isSame(of, memorySeconds));
  expect(sum('operationSeconds')).toSatisfy((of: number) => isSame(of, clock.operationSeconds));
  expect(sum('communicationSeconds')).toSatisfy((of: number) =>
    isSame(of, clock.communicationSeconds),
  );
  // The clock is a tally, too.
  expect([clock.flops, clock.wireBytes]).toEqual([tally.flops, tally.wireBytes]);
}

test.prop([toyLayer, anyStep, efficiency])(
  'tally, clock and trace of a layer agree',
  (layer, step, chosen) => {
    expectAgreement(layer, step, new Clock(system, chosen));
  },
);

const blocks = fc
  .tuple(
    legalPlan,
    fc.array(fc.tuple(toySizes, fc.integer({ min: 1, max: 80 })), { minLength: 1, maxLength: 4 }),
  )
  .map(([parallelism, layers]) =>
    layers.map(([spec, count], index) => ({
      name: `block ${index}`,
      layer: new ToyLayer({ ...spec, parallelism }),
      count,
    })),
  );

test.prop([blocks, anyStep, efficiency])(
  'tally, clock and trace of a model agree',
  (own, step, chosen) => {
    expectAgreement(new Model('any', own), step, new Clock(system, chosen));
  },
);

/** Sums and products of names, and the smaller of two. */
function workOut(formula: string, inputs: Readonly<Record<string, number>>): number {
  const tokens = formula.match(/[a-zA-Z]+|\d+|[()*+/,]/g) ?? [];
  const value = (): number => {
    const token = tokens.shift() ?? '';
    if (token === '(') {
      const inner = sum();
      tokens.shift();
      return inner;
    }
    if (token === 'min') {
      tokens.shift();
      const first = sum();
      tokens.shift();
      const second = sum();
      tokens.shift();
      return Math.min(first, second);
    }
    return inputs[token] ?? Number(token);
  };
  const product = (): number => {
    let result = value();
    while (tokens[0] === '*' || tokens[0] === '/') {
      result = tokens.shift() === '*' ? result * value() : result / value();
    }
    return result;
  };
  function sum(): number {
    let result = product();
    while (tokens[0] === '+') {
      tokens.shift();
      result += product();
    }
    return result;
  }
  return sum();
}

test.prop([toyLayer, anyStep])(
  'every formula, worked out from its inputs, comes to its value',
  (layer, step) => {
    const trace = new Trace(new Clock(system, idealEfficiency));
    layer.forward(new StepFrame().set(step), trace);
    const terms = trace.operations.flatMap((operation) => operation.terms);
    expect(terms.length).toBeGreaterThan(10);
    for (const { formula, inputs, value } of terms) {
      // The name of an efficiency stands for a curve, not for arithmetic.
      if (formula.includes(':')) continue;
      const own = workOut(formula, inputs);
      expect(Math.abs(own - value), formula).toBeLessThanOrEqual(Math.abs(value) * 1e-12);
    }
  },
);
