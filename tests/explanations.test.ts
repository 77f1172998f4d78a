import { buildModel, buildPhases } from '@mantile/config';
import {
  deepseek_r1,
  gemma_3_27b_it,
  gpt_oss_120b,
  llama_3_1_8b,
  llama_3_2_1b,
  qwen3_next_80b_a3b_instruct,
} from '@mantile/config/models';
import {
  compare,
  constantEfficiency,
  estimate,
  explain,
  plainEngine,
  type Difference,
  type EngineProfile,
  type EstimateOptions,
  type ExplainedNumber,
  type Load,
  type ServedModel,
  type System,
  type Workload,
} from '@mantile/core';
import { calibratedSystem, system } from '@mantile/hardware';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../packages/layers/src/spec/arithmetic/evaluate.ts';
import { parseExpression } from '../packages/layers/src/spec/arithmetic/parser.ts';

const dgx = system('dgx-h100');
const slow: System = {
  ...dgx,
  efficiency: constantEfficiency({
    name: 'shares',
    compute: 0.6,
    memory: 0.8,
    launchSeconds: 2e-6,
  }),
};
const engine: EngineProfile = {
  ...plainEngine,
  name: 'costly',
  version: '1.0',
  source: 'this test',
  chunkTokens: 2048,
  pollSteps: 4,
  costs: {
    stepSeconds: 300e-6,
    sequenceSeconds: 6e-6,
    promptStepSeconds: 2e-3,
    kernelSeconds: 1e-6,
    promptKernelSeconds: 2e-6,
    requestSeconds: 11e-3,
    promptTokenSeconds: 2e-6,
  },
};
const exclusive: EngineProfile = { ...engine, scheduler: 'exclusive', admission: 'current' };

const chat = { inputTokens: { min: 800, max: 1000 }, outputTokens: 256 };
const loads: readonly Load[] = [
  { kind: 'batch', size: 7 },
  { kind: 'concurrency', requests: 24 },
  { kind: 'rate', requestsPerSecond: 1.5 },
];

interface Case {
  readonly name: string;
  readonly model: () => ServedModel;
  readonly hardware?: System;
  readonly options?: () => EstimateOptions;
  readonly workload?: Partial<Workload>;
}

const llama = () => buildModel(llama_3_1_8b, { parallelism: { tensorParallel: 2 } });
const calibrated = calibratedSystem(dgx, { engine: 'vllm' });
const cases: readonly Case[] = [
  { name: 'a dense model, ideal', model: llama },
  { name: 'exchanges behind other work', model: llama, options: () => ({ overlap: 'full' }) },
  { name: 'a costly engine', model: llama, hardware: slow, options: () => ({ engine }) },
  { name: 'prompts alone', model: llama, hardware: slow, options: () => ({ engine: exclusive }) },
  {
    name: 'calibrated kernels, of another version',
    model: llama,
    hardware: calibrated,
    options: () => ({ engine: { ...engine, kernelFactor: 1.2 } }),
  },
  {
    name: 'places that are few',
    model: llama,
    hardware: slow,
    options: () => ({ engine: { ...engine, memoryShare: 0.13 } }),
  },
  {
    name: 'stages and replicas',
    model: llama,
    hardware: slow,
    options: () => ({ engine, pipelineStages: 2, replicas: 2 }),
  },
  {
    name: 'a draft model, a cached prefix',
    model: llama,
    hardware: slow,
    options: () => ({
      engine,
      draft: buildModel(llama_3_2_1b, { parallelism: { tensorParallel: 2 } }),
    }),
    workload: { cachedPrefixShare: 0.4, speculation: { draftTokens: 3, acceptance: 0.7 } },
  },
  {
    name: 'phases that differ',
    model: () =>
      buildPhases(llama_3_1_8b, {
        prefill: { parallelism: { tensorParallel: 4 } },
        decode: { parallelism: { tensorParallel: 2, attentionDataParallel: 2 } },
      }),
    hardware: slow,
    options: () => ({ engine }),
  },
  {
    name: 'experts and latent attention',
    model: () =>
      buildModel(deepseek_r1, { parallelism: { tensorParallel: 8 }, dtypes: { kvCache: 'fp8' } }),
    hardware: calibratedSystem(system('dgx-b200'), { engine: 'sglang' }),
    options: () => ({ engine }),
  },
  {
    name: 'experts in blocks of four bits, windows',
    model: () => buildModel(gpt_oss_120b, { parallelism: { tensorParallel: 2 } }),
    hardware: calibrated,
    options: () => ({ engine }),
  },
  {
    name: 'windows that fill as answers grow',
    model: () => buildModel(gemma_3_27b_it, { parallelism: { tensorParallel: 2 } }),
    hardware: slow,
    options: () => ({
      engine,
      pipelineStages: 2,
      draft: buildModel(llama_3_2_1b, { parallelism: { tensorParallel: 2 } }),
    }),
    workload: { speculation: { draftTokens: 3, acceptance: 0.7 } },
  },
  {
    name: 'recurrent state',
    model: () => buildModel(qwen3_next_80b_a3b_instruct, { parallelism: { tensorParallel: 4 } }),
    hardware: slow,
    options: () => ({ engine }),
  },
  { name: 'a memory that is too small', model: () => buildModel(deepseek_r1), options: () => ({}) },
];

const every = cases.flatMap((one) =>
  loads.map((load) => ({
    ...one,
    load,
    title: `${one.name}, ${load.kind}`,
    request: [
      one.model(),
      one.hardware ?? dgx,
      { ...chat, ...one.workload, load },
      one.options?.() ?? {},
    ] as const,
  })),
);

/** Equal to within the last digits of long sums; the smallest numbers have fewer digits. */
function expectSame(one: number, other: number, what: string): void {
  const allowed = 1e-9 * Math.max(Math.abs(one), Math.abs(other), 1e-290);
  expect(Math.abs(one - other), `${what}: ${one} or ${other}`).toBeLessThanOrEqual(allowed);
}

function workOut({ formula = '', inputs, children = [] }: ExplainedNumber): number {
  const values = children.map(({ value }) => value);
  if (formula === 'sum') return values.reduce((total, value) => total + value, 0);
  if (formula === 'max') return Math.max(...values);
  return evaluate(parseExpression(formula), (name) => inputs?.[name]).value;
}

function visit(
  number: ExplainedNumber,
  path: string,
  each: (number: ExplainedNumber, path: string) => void,
): void {
  each(number, path);
  for (const child of number.children ?? []) visit(child, `${path} > ${child.name}`, each);
}

/** Numbers of an estimate by their places in it. */
function numbersIn(value: unknown, path = ''): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    numbersIn(inner, path === '' ? key : `${path}.${key}`),
  );
}

describe.each(every)('the explanation of $title', ({ request }) => {
  const { headlines } = explain(...request);
  const whole = estimate(...request);

  test('has every number of the estimate, in its order', () => {
    expect(headlines.map(({ name, value }) => [name, value])).toEqual(numbersIn(whole));
  });

  test('comes to its values', () => {
    let formulas = 0;
    for (const headline of headlines) {
      visit(headline, headline.name, (number, path) => {
        if (number.formula === undefined) return;
        formulas += 1;
        expectSame(workOut(number), number.value, `${path} = ${number.formula}`);
      });
    }
    expect(formulas).toBeGreaterThan(200);
  });

  test('explains inputs by children of the same name, names siblings apart, leaves nothing bare', () => {
    const known = new Set(headlines.map(({ name }) => name));
    for (const headline of headlines) {
      visit(headline, headline.name, (number, path) => {
        const { children = [], inputs = {}, formula, source, see, meaning } = number;
        for (const { name, value } of children) {
          const input = inputs[name];
          if (input !== undefined) expectSame(value, input, `${path} > ${name}`);
        }
        expect(new Set(children.map(({ name }) => name)).size, path).toBe(children.length);
        if (see !== undefined) expect(known, path).toContain(see);
        expect(formula ?? source ?? see ?? meaning, path).toBeDefined();
        expect(Number.isFinite(number.value), path).toBe(true);
      });
    }
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(headlines))).toEqual(headlines);
  });
});

const anyLoad: fc.Arbitrary<Load> = fc.oneof(
  fc.record({ kind: fc.constant('batch' as const), size: fc.integer({ min: 1, max: 300 }) }),
  fc.record({
    kind: fc.constant('concurrency' as const),
    requests: fc.integer({ min: 1, max: 3000 }),
  }),
  fc.record({
    kind: fc.constant('rate' as const),
    // Few enough for every case to keep up with.
    requestsPerSecond: fc.double({ min: 1e-3, max: 2e-3, noNaN: true }),
  }),
);
const anyWorkload: fc.Arbitrary<Workload> = fc.record({
  inputTokens: fc.integer({ min: 1, max: 30_000 }),
  outputTokens: fc.integer({ min: 1, max: 4000 }),
  load: anyLoad,
  cachedPrefixShare: fc.double({ min: 0, max: 1, noNaN: true }),
});
const anyEngine: fc.Arbitrary<EngineProfile> = fc
  .record({
    scheduler: fc.constantFrom('mixed' as const, 'exclusive' as const),
    chunkTokens: fc.integer({ min: 64, max: 20_000 }),
    pollSteps: fc.integer({ min: 1, max: 30 }),
    admission: fc.constantFrom('full' as const, 'current' as const),
  })
  .map((own) => ({ ...engine, ...own }));
const served = llama();
const anyOptions: fc.Arbitrary<EstimateOptions> = fc.record({
  fidelity: fc.constantFrom('ideal' as const, 'calibrated' as const),
  overlap: fc.constantFrom('none' as const, 'full' as const),
  pipelineStages: fc.integer({ min: 1, max: 4 }),
  engine: anyEngine,
});

property.prop([anyWorkload, anyOptions], { numRuns: 100 })(
  'any explanation comes to the values of the estimate',
  (workload, options) => {
    const { headlines } = explain(served, slow, workload, options);
    const whole = estimate(served, slow, workload, options);
    expect(headlines.map(({ name, value }) => [name, value])).toEqual(numbersIn(whole));
    for (const headline of headlines) {
      visit(headline, headline.name, (number, path) => {
        if (number.formula === undefined) return;
        expectSame(workOut(number), number.value, `${path} = ${number.formula}`);
      });
    }
  },
);

describe('a comparison', () => {
  const pairs = every.slice(0, -1).map((one, index) => [one, every[index + 1] ?? one] as const);

  test.each(pairs)('$0.title with $1.title adds up', (one, other) => {
    const { headlines } = compare(explain(...one.request), explain(...other.request));
    let sums = 0;
    const walk = (difference: Difference, path: string): void => {
      const { children = [], formula, a = 0, b = 0 } = difference;
      expect(difference.difference, path).toBe(b - a);
      if (formula === 'sum' && children.length > 0) {
        sums += 1;
        const total = children.reduce((sum, child) => sum + child.difference, 0);
        // What is left of two large numbers has no more digits than they had.
        const allowed = 1e-9 * Math.max(Math.abs(a), Math.abs(b));
        expect(Math.abs(total - difference.difference), path).toBeLessThanOrEqual(allowed);
      }
      children.forEach((child) => {
        walk(child, `${path} > ${child.name}`);
      });
    };
    headlines.forEach((headline) => {
      walk(headline, headline.name);
    });
    expect(sums).toBeGreaterThan(20);
  });
});
