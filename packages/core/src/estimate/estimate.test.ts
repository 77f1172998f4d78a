import { describe, expect, test } from 'vitest';
import { servedModel } from '../__fixtures__/servedLayer.ts';
import { toySystem } from '../__fixtures__/toySystem.ts';
import type { Workload } from '../workload.ts';
import { idealEfficiency } from '../timing/ideal.ts';
import { plainEngine } from './engine/engineProfile.ts';
import { estimate } from './estimator.ts';

/*
 * One layer of the served toy on the toy chip (100 TFLOP/s, 1000 GB/s), in bf16:
 *   weights         2 · 1000² · 2 bytes = 4 MB, read in 4 µs
 *   products        4 MFLOP a row: 0.04 µs
 *   a position      2 · 1000 · 2 bytes = 4000 bytes: 0.004 µs to read or to write
 *   a scored pair   2 · 8 · (125 + 125) = 4000 FLOP: 0.00004 µs
 *
 * A prompt of 1000 tokens, 1000 · 1001 / 2 = 500 500 pairs:
 *   computing 1000 · 0.04 + 500 500 · 0.00004 = 60.02 µs, memory 4 + 1000 · 0.004 = 8 µs: 60.02 µs
 * An answer of 102 tokens: 101 steps after the first token, with 1000, 1001, … 1100 positions: 1050 on average.
 *   one sequence: memory 4 + 1050 · 0.004 + 0.004 = 8.204 µs
 *   ten:          memory 4 + 10 · 4.204 = 46.04 µs
 */
const request = { inputTokens: 1000, outputTokens: 102 } as const;
const alone: Workload = { ...request, load: { kind: 'concurrency', requests: 1 } };
const ten: Workload = { ...request, load: { kind: 'batch', size: 10 } };
const exclusive = { ...plainEngine, scheduler: 'exclusive' } as const;
const microseconds = 1e-3;

describe('a static batch', () => {
  const result = estimate(servedModel(), toySystem, ten);

  test('takes its prompts up in chunks and then generates', () => {
    // 10 000 tokens in chunks of at most 8192: two of 5000, 5 · 60.02 µs each.
    expect(result.steps.prefill.steps).toBe(2);
    expect(result.ttftMs).toBeCloseTo(600.2 * microseconds, 9);
    expect(result.itlMs).toBeCloseTo(46.04 * microseconds, 9);
    expect(result.tpotMs).toBeCloseTo(46.04 * microseconds, 9);
    // 600.2 + 101 · 46.04 µs
    expect(result.e2eMs).toBeCloseTo(5250.24 * microseconds, 9);
  });

  test('gives ten answers in that time', () => {
    expect(result.requestsPerSecond).toBeCloseTo(10 / 5250.24e-6, 4);
    expect(result.outputTokensPerSecond).toBeCloseTo(1020 / 5250.24e-6, 3);
    expect(result.totalTokensPerSecond).toBeCloseTo(11_020 / 5250.24e-6, 2);
    expect(result.outputTokensPerSecondPerUser).toBeCloseTo(1 / 46.04e-6, 4);
  });

  test('holds weights once, and the state of all in whole blocks', () => {
    // 1102 positions in blocks of 16: 69 blocks, 1104 positions of 4000 bytes.
    expect(result.memory.weights).toBe(4e6);
    expect(result.memory.kvCache).toBe(10 * 1104 * 4000);
    expect(result.memory.reserve).toBe(8e9);
    expect(result.memory.capacity).toBe(80e9);
  });

  test('is bound by memory, of which it uses so much', () => {
    expect(result.bottleneck).toBe('memory');
    // Prompts: 2 · (4 + 20) µs of traffic; answers: 101 · 46.04 µs.
    expect(result.bandwidthUtilization).toBeCloseTo((48 + 4650.04) / 5250.24, 9);
    // Prompts compute all the time; answers 101 · (0.4 + 10 · 1051 · 0.00004) = 101 · 0.8204 µs.
    expect(result.modelFlopsUtilization).toBeCloseTo((600.2 + 82.8604) / 5250.24, 9);
  });
});

test.each([plainEngine, exclusive])('one user waits for nobody ($scheduler)', (engine) => {
  const result = estimate(servedModel(), toySystem, alone, { engine });
  expect(result.queueMs).toBe(0);
  expect(result.ttftMs).toBeCloseTo(60.02 * microseconds, 9);
  expect(result.ttftP99Ms).toBeCloseTo(60.02 * microseconds, 9);
  expect(result.tpotMs).toBeCloseTo(8.204 * microseconds, 9);
  expect(result.e2eMs).toBeCloseTo((60.02 + 101 * 8.204) * microseconds, 9);
  expect(result.requestsPerSecond).toBeCloseTo(1e6 / (60.02 + 101 * 8.204), 6);
});

test('of answers of which a number is said, no two need end together', () => {
  const load = { kind: 'concurrency', requests: 4 } as const;
  const alike = { inputTokens: 1000, outputTokens: { min: 102, max: 102 }, load };
  const apart = { ...alike, outputTokens: { min: 82, max: 122 } };
  const of = (workload: Workload) => estimate(servedModel(), toySystem, workload).ttftMs;
  expect(of({ ...request, load }) / of(apart)).toBeCloseTo(1, 2);
  expect(of({ ...request, load })).toBeLessThan(0.8 * of(alike));
});

test.each([plainEngine, exclusive])(
  'users whose requests are all alike stay together as they began ($scheduler)',
  (engine) => {
    const load = { kind: 'concurrency', requests: 4 } as const;
    const alike = { inputTokens: 1000, outputTokens: { min: 102, max: 102 }, load };
    const result = estimate(servedModel(), toySystem, alike, { engine });
    // All four prompts fit into one step: 4 · 60.02 µs; then four generate: 4 + 4 · 4.204 µs.
    const first = 240.08;
    const further = 101 * 20.816;
    expect(result.ttftMs / microseconds / first).toBeGreaterThan(0.95);
    expect(result.ttftMs / microseconds / first).toBeLessThan(1.05);
    // Of the steps those are counted as well in which a few are late: 2 %.
    expect(Math.abs(result.e2eMs / microseconds / (first + further) - 1)).toBeLessThan(0.02);
  },
);

test('a prompt that is longer than a chunk takes several steps', () => {
  const engine = { ...plainEngine, chunkTokens: 256 };
  const result = estimate(servedModel(), toySystem, alone, { engine });
  // Four chunks of 250 tokens, after 375 on average: 250 · 0.04 + (250 · 375 + 31 375) · 0.00004 = 15.005 µs.
  expect(result.steps.prefill).toMatchObject({ steps: 4, sequences: 1, tokensPerSequence: 250 });
  expect(result.steps.prefill.contextTokens).toBe(375);
  expect(result.ttftMs).toBeCloseTo(4 * 15.005 * microseconds, 9);
});

test('of a prompt that the cache holds in part only the rest is computed', () => {
  const result = estimate(servedModel(), toySystem, { ...alone, cachedPrefixShare: 0.5 });
  // 500 tokens after 500: 500 · 0.04 + (500 · 500 + 125 250) · 0.00004 = 35.01 µs.
  expect(result.ttftMs).toBeCloseTo(35.01 * microseconds, 9);
  expect(result.tpotMs).toBeCloseTo(8.204 * microseconds, 9);
});

test('of a prompt that is all in the cache the last token is computed', () => {
  const result = estimate(servedModel(), toySystem, { ...alone, cachedPrefixShare: 1 });
  // Memory: 4 + 999 · 0.004 + 0.004 µs.
  expect(result.ttftMs).toBeCloseTo(8 * microseconds, 9);
});

test('speculation leaves several tokens behind a step', () => {
  const speculation = { draftTokens: 3, acceptance: 0.5 };
  const result = estimate(servedModel(), toySystem, { ...alone, speculation });
  // 1 + 0.5 + 0.25 + 0.125 tokens a step; four tokens are written instead of one: 8.2 + 4 · 0.004 µs.
  expect(result.itlMs).toBeCloseTo(8.216 * microseconds, 9);
  // The last step leaves (E[K²] - E[K]) / 2E[K] too many, where K is 1, 2, 3 or 4 in 4, 2, 1 and 1 of 8 steps.
  const steps = (101 + (4.625 - 1.875) / 2 / 1.875) / 1.875;
  expect(result.tpotMs).toBeCloseTo(((8.216 * steps) / 101) * microseconds, 9);
});

test('a draft model takes its time for each drafted token', () => {
  const speculation = { draftTokens: 3, acceptance: 0.5 };
  // Drafting is a step of the same layer here: 8.204 µs, three times.
  const result = estimate(
    servedModel(),
    toySystem,
    { ...alone, speculation },
    { draft: servedModel() },
  );
  expect(result.itlMs).toBeCloseTo((8.216 + 3 * 8.204) * microseconds, 9);
  expect(result.memory.weights).toBe(8e6);
  expect(result.notes.map(({ code }) => code)).toEqual([
    'fidelity.ideal',
    'speculation.draft_prompts',
  ]);
});

test('answers that one step could give take a whole one', () => {
  const speculation = { draftTokens: 10, acceptance: 1 };
  for (const [outputTokens, steps] of [
    [2, 1],
    [12, 1],
    [13, 2],
  ] as const) {
    const found = estimate(servedModel(), toySystem, { ...alone, outputTokens, speculation });
    expect(found.e2eMs - found.ttftMs).toBeCloseTo(steps * found.itlMs, 9);
  }
});

test('what drafting is lost to is what its own steps are lost to', () => {
  const speculation = { draftTokens: 3, acceptance: 0.5 };
  const drafted = { ...alone, speculation };
  const { steps, ...found } = estimate(servedModel(), toySystem, drafted, { draft: servedModel() });
  const alike = estimate(servedModel(), toySystem, drafted);
  const once = estimate(servedModel(), toySystem, alone).steps.decode;
  for (const loss of ['computeMs', 'memoryMs', 'communicationMs', 'overheadMs'] as const) {
    expect(steps.decode[loss]).toBeCloseTo(alike.steps.decode[loss] + 3 * once[loss], 12);
  }
  expect(found.bottleneck).toBe('memory');
  // Reading is all that generating does here, with a draft model as without.
  expect(steps.decode.memoryMs).toBeCloseTo(steps.decode.ms, 12);
});

test('a draft model without speculation takes memory and no time, and a note says so', () => {
  const drafted = estimate(servedModel(), toySystem, alone, { draft: servedModel() });
  const { e2eMs } = estimate(servedModel(), toySystem, alone);
  expect(drafted.e2eMs).toBe(e2eMs);
  expect(drafted.memory.weights).toBe(8e6);
  expect(drafted.notes.map(({ code }) => code)).toEqual([
    'fidelity.ideal',
    'speculation.draft_idle',
  ]);
});

test('stages of a pipeline hand on what they have computed', () => {
  const load = { kind: 'batch', size: 2 } as const;
  const result = estimate(servedModel(4), toySystem, { ...request, load }, { pipelineStages: 2 });
  // Each stage has one of the two sequences in hand: 2 · 8.204 µs, and 2000 bytes go on: 1 + 0.02 µs.
  // A sequence has its turn once both stages are done with both.
  expect(result.itlMs).toBeCloseTo(2 * (2 * 8.204 + 1.02) * microseconds, 9);
  // Both prompts in one step, through four layers: 4 · 120.04 µs, and 4 MB go on: 1 + 40 µs.
  expect(result.ttftMs).toBeCloseTo((480.16 + 41) * microseconds, 9);
  expect(result.memory.weights).toBe(8e6);
  expect(result.packages).toBe(2);
});

test('tensor parallelism halves weights and state, and reduces twice the rows', () => {
  const model = servedModel(1, {}, { tensorParallel: 2 });
  const result = estimate(model, toySystem, alone);
  // Half of 8.204 µs, and an all-reduce of 2000 bytes over 100 GB/s: 1 + 0.02 µs.
  expect(result.itlMs).toBeCloseTo((4.102 + 1.02) * microseconds, 9);
  expect(result.memory.kvCache).toBe((1104 * 4000) / 2);
});

test('replicas divide the load', () => {
  const four = estimate(
    servedModel(),
    toySystem,
    { ...request, load: { kind: 'concurrency', requests: 4 } },
    { replicas: 4 },
  );
  const one = estimate(servedModel(), toySystem, alone);
  expect(four.ttftMs).toBe(one.ttftMs);
  expect(four.e2eMs).toBe(one.e2eMs);
  expect(four.requestsPerSecond).toBeCloseTo(4 * one.requestsPerSecond, 6);
  expect(four.outputTokensPerSecondPerPackage).toBeCloseTo(one.outputTokensPerSecondPerPackage, 6);
});

test('one user of eight replicas leaves seven idle', () => {
  const many = estimate(servedModel(), toySystem, alone, { replicas: 8 });
  const one = estimate(servedModel(), toySystem, alone);
  expect(many.requestsPerSecond).toBeCloseTo(one.requestsPerSecond, 9);
  expect(many.bandwidthUtilization).toBeCloseTo(one.bandwidthUtilization / 8, 9);
});

test('at a low rate a request is served as if alone', () => {
  const load = { kind: 'rate', requestsPerSecond: 1e-3 } as const;
  const result = estimate(servedModel(), toySystem, { ...request, load });
  const one = estimate(servedModel(), toySystem, alone);
  expect(result.e2eMs).toBeCloseTo(one.e2eMs, 3);
  expect(result.ttftP99Ms).toBeCloseTo(one.ttftMs, 3);
});

test('a profile of another chip is said to be one', () => {
  const system = { ...toySystem, efficiency: idealEfficiency };
  const codes = (chip: string) => {
    const engine = { ...plainEngine, name: 'mine', chip };
    const { notes } = estimate(servedModel(), system, alone, { engine, fidelity: 'calibrated' });
    return notes.map(({ code }) => code);
  };
  expect(codes('another')).toContain('engine.profile_of_other_chip');
  expect(codes(toySystem.chip.name)).not.toContain('engine.profile_of_other_chip');
});

test('where prompts stop answers until all places are taken, a note says so', () => {
  const system = { ...toySystem, efficiency: idealEfficiency };
  const costs = { ...plainEngine.costs, stepSeconds: 1e-3, promptStepSeconds: 1e-3 };
  const engine = { ...exclusive, name: 'slow', costs };
  const at = (requestsPerSecond: number) => {
    const load = { kind: 'rate', requestsPerSecond } as const;
    const of = { inputTokens: 100, outputTokens: 16, load };
    const { notes, running, places } = estimate(servedModel(), system, of, { engine });
    return [running > 0.9 * places, notes.map(({ code }) => code)];
  };
  expect(at(100)).toEqual([false, []]);
  // A step for prompts takes 2 ms, in which twenty come.
  expect(at(10_000)).toEqual([true, ['serving.generation_starved']]);
});
