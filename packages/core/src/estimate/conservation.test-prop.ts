import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import {
  anyLength,
  anyOptions,
  anySizes,
  halfEfficiency,
  isTooFast,
  logarithmic,
  modelOf,
  systemOf,
} from '../__fixtures__/servedLoads.ts';
import { servedModel } from '../__fixtures__/servedLayer.ts';
import { toySystem } from '../__fixtures__/toySystem.ts';
import { plainEngine } from './engine/engineProfile.ts';
import { estimate } from './estimator.ts';
import type { StepEstimate } from './types.ts';

const requests = fc.record({ inputTokens: anyLength(20_000), outputTokens: anyLength(2000) });
const meanOf = (length: number | { readonly min: number; readonly max: number }): number =>
  typeof length === 'number' ? length : (length.min + length.max) / 2;

test.prop([anySizes, fc.boolean(), requests, logarithmic(1, 1000), anyOptions])(
  "Little's law: users are requests a second times the time of each",
  (sizes, isCalibrated, request, users, options) => {
    const load = { kind: 'concurrency', requests: users } as const;
    const result = estimate(modelOf(sizes), systemOf(isCalibrated), { ...request, load }, options);
    // Fewer users than replicas: each has one.
    const { requestsPerSecond, e2eMs } = result;
    expect((requestsPerSecond * e2eMs) / 1e3 / users).toBeCloseTo(1, 6);
    const inputs = meanOf(request.inputTokens);
    const outputs = meanOf(request.outputTokens);
    expect(result.outputTokensPerSecond / requestsPerSecond / outputs).toBeCloseTo(1, 9);
    const all = result.totalTokensPerSecond / requestsPerSecond;
    expect(all / (inputs + outputs)).toBeCloseTo(1, 9);
    const { outputTokensPerSecondPerPackage: each, packages } = result;
    expect((each * packages) / result.outputTokensPerSecond).toBeCloseTo(1, 9);
  },
);

test.prop([anySizes, fc.boolean(), requests, logarithmic(1, 1000), anyOptions])(
  "Little's law: those who generate are requests a second times the time of an answer",
  (sizes, isCalibrated, request, rate, options) => {
    const load = { kind: 'rate', requestsPerSecond: rate / 100 } as const;
    try {
      const result = estimate(
        modelOf(sizes),
        systemOf(isCalibrated),
        { ...request, load },
        options,
      );
      const { requestsPerSecond, e2eMs, ttftMs, running } = result;
      expect(requestsPerSecond).toBeCloseTo(rate / 100, 9);
      const generating = (requestsPerSecond * (e2eMs - ttftMs)) / 1e3 / (options.replicas ?? 1);
      expect(Math.abs(running - generating)).toBeLessThanOrEqual(1e-6 * (1 + running));
    } catch (error) {
      if (!isTooFast(error)) throw error;
    }
  },
);

test.prop([anySizes, requests, logarithmic(1, 1000)])(
  'the parts of a step are all of it where each operation takes its own time',
  (sizes, request, users) => {
    const system = { ...toySystem, efficiency: halfEfficiency };
    const load = { kind: 'concurrency', requests: users } as const;
    const { steps } = estimate(modelOf(sizes), system, { ...request, load });
    const total = ({ computeMs, memoryMs, communicationMs, overheadMs }: StepEstimate): number =>
      computeMs + memoryMs + communicationMs + overheadMs;
    expect(total(steps.prefill) / steps.prefill.ms).toBeCloseTo(1, 9);
    expect(total(steps.decode) / steps.decode.ms).toBeCloseTo(1, 9);
  },
);

test.prop([anySizes, logarithmic(1, 5000), logarithmic(1, 2000), fc.integer({ min: 2, max: 50 })])(
  'the state of many is that of one as often, in whole blocks',
  (sizes, inputTokens, outputTokens, size) => {
    const of = (count: number) =>
      estimate(modelOf({ ...sizes, window: 0 }), toySystem, {
        inputTokens,
        outputTokens,
        load: { kind: 'batch', size: count },
      }).memory;
    const one = of(1);
    expect(of(size).kvCache).toBe(size * one.kvCache);
    const positions = Math.ceil((inputTokens + outputTokens) / 16) * 16;
    // Keys and values of 8 heads, two bytes each, spread over the packages.
    const bytes = (2 * 8 * sizes.headWidth * 2) / sizes.tensorParallel;
    expect(one.kvCache).toBe(positions * bytes * sizes.layers);
    expect(one.total).toBe(
      one.weights + one.kvCache + one.activations + one.communication + one.reserve,
    );
  },
);

test.each(['mixed', 'exclusive'] as const)(
  'a full system is busy all the time (%s)',
  (scheduler) => {
    // Ideal, and bound by memory: what is not used of the bandwidth is time that prompts compute.
    const workload = {
      inputTokens: { min: 1, max: 2 },
      outputTokens: { min: 500, max: 1500 },
      load: { kind: 'concurrency', requests: 200 },
    } as const;
    const engine = { ...plainEngine, scheduler };
    const result = estimate(servedModel(10), toySystem, workload, { engine });
    expect(result.bandwidthUtilization).toBeLessThanOrEqual(1.001);
    expect(result.bandwidthUtilization).toBeGreaterThan(0.97);
  },
);
