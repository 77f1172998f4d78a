import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  anyEngine,
  anyLength,
  anySizes,
  isTooFast,
  logarithmic,
  modelOf,
  systemOf,
} from '../__fixtures__/servedLoads.ts';
import { groupedModel } from '../__fixtures__/servedLayer.ts';
import type { System } from '../hardware/system.ts';
import type { Load, Workload } from '../workload.ts';
import type { TokenLength } from './lengths.ts';
import { estimate } from './estimator.ts';
import type { Estimate } from './types.ts';

/*
 * What more load, more work or a slower chip must not make better. Answers have 32 tokens or more and chunks 2048:
 * shorter ones meet whole groups of others by the moment that they end, which means stand for badly.
 */
const answers = fc
  .tuple(logarithmic(32, 1000), fc.constantFrom(1, 1.2, 2, 6))
  .map(([least, times]): TokenLength => ({ min: least, max: Math.round(least * times) }));
const engines = anyEngine.map((engine) => ({
  ...engine,
  chunkTokens: Math.max(2048, engine.chunkTokens),
  pollSteps: Math.min(engine.pollSteps, 10),
}));
const cases = fc.record({
  sizes: anySizes,
  isCalibrated: fc.boolean(),
  inputTokens: anyLength(20_000),
  outputTokens: answers,
  engine: engines,
  plan: fc.constantFrom(
    { groups: 1, pipelineStages: 1 },
    { groups: 1, pipelineStages: 1 },
    { groups: 1, pipelineStages: 2 },
    { groups: 1, pipelineStages: 4 },
    { groups: 8, pipelineStages: 1 },
  ),
  replicas: fc.constantFrom(1, 8),
  users: logarithmic(1, 1000),
  times: fc.constantFrom(1.01, 1.1, 1.5, 3),
});
type Case = typeof cases extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** The result; nothing where requests come too fast. */
function serve(
  { sizes, isCalibrated, engine, plan, replicas, inputTokens, outputTokens }: Case,
  load: Load,
  changed: Partial<Workload> = {},
  change: (system: System) => System = (system) => system,
): Estimate | undefined {
  try {
    const workload = { inputTokens, outputTokens, load, ...changed };
    const system = change(systemOf(isCalibrated));
    const { groups, pipelineStages } = plan;
    const { layers, hiddenSize, headWidth, window } = sizes;
    const model =
      groups > 1 ? groupedModel(layers, groups, { hiddenSize, headWidth, window }) : modelOf(sizes);
    return estimate(model, system, workload, {
      engine,
      replicas,
      pipelineStages: Math.min(pipelineStages, layers),
    });
  } catch (error) {
    if (isTooFast(error)) return undefined;
    throw error;
  }
}

type Latency = 'ttftMs' | 'tpotMs' | 'e2eMs';

/** `better` is no slower than `worse` by more than `tolerance`. */
function expectFaster(
  better: Estimate | undefined,
  worse: Estimate | undefined,
  tolerances: Partial<Record<Latency, number>>,
): void {
  if (better === undefined || worse === undefined) return;
  for (const [latency, tolerance] of Object.entries(tolerances)) {
    const [fast, slow] = [better[latency as Latency], worse[latency as Latency]];
    if (fast > slow * (1 + tolerance)) throw new Error(`${latency}: ${fast} > ${slow}`);
  }
}

function loadsOf({ users }: Case): readonly Load[] {
  return [
    { kind: 'batch', size: users },
    { kind: 'concurrency', requests: users },
    { kind: 'rate', requestsPerSecond: users / 50 },
  ];
}

/** All of it so many times as fast. */
function faster(times: number) {
  return (system: System): System => {
    const { bf16 = 0 } = system.chip.peakFlops;
    const [memory] = system.chip.memory;
    const chip = {
      ...system.chip,
      peakFlops: { bf16: bf16 * times },
      memory: [{ ...memory, bandwidth: memory.bandwidth * times }],
    };
    const tiers = system.tiers.map((tier) => ({
      ...tier,
      bandwidth: tier.bandwidth * times,
      latency: tier.latency / times,
    }));
    return { ...system, chip, tiers } as unknown as System;
  };
}

// Rounds that settle a load end within a thousandth of the step.
const settled = 2e-3;
// Who comes by the clock, and who at the end of a step, is a matter of how long steps are.
const first = 0.05;

describe('nothing gets better', () => {
  test.prop([cases], { numRuns: 400 })('with a slower chip', (drawn) => {
    for (const load of loadsOf(drawn)) {
      const slow = serve(drawn, load);
      const fast = serve(drawn, load, {}, faster(drawn.times));
      expectFaster(fast, slow, { ttftMs: first, tpotMs: settled, e2eMs: settled });
      if (slow !== undefined) expect(fast).toBeDefined();
    }
  });

  test.prop([cases], { numRuns: 800 })('with more users', (drawn) => {
    const few = serve(drawn, { kind: 'concurrency', requests: drawn.users });
    const requests = Math.ceil(drawn.users * drawn.times);
    const many = serve(drawn, { kind: 'concurrency', requests });
    // With more users steps take longer, so that less of the time that a request spends outside them counts as
    // coming by the clock: where prompts of many chunks make the queue, that shortens it a little.
    expectFaster(few, many, { ttftMs: 0.25, tpotMs: 0.015, e2eMs: settled });
  });

  test.prop([cases], { numRuns: 400 })('with a larger batch', (drawn) => {
    const few = serve(drawn, { kind: 'batch', size: drawn.users });
    const many = serve(drawn, { kind: 'batch', size: Math.ceil(drawn.users * drawn.times) });
    expectFaster(few, many, { ttftMs: 1e-9, tpotMs: 1e-9, e2eMs: 1e-9 });
  });

  test.prop([cases], { numRuns: 400 })('with longer prompts', (drawn) => {
    const { inputTokens, times } = drawn;
    const longer = (tokens: number): number => Math.ceil(tokens * times);
    const long: TokenLength =
      typeof inputTokens === 'number'
        ? longer(inputTokens)
        : { min: longer(inputTokens.min), max: longer(inputTokens.max) };
    for (const load of loadsOf(drawn)) {
      // Users whose prompts take longer generate fewer at a time, so that each token may well come sooner.
      const each = load.kind === 'concurrency' ? {} : { tpotMs: settled };
      const slow = serve(drawn, load, { inputTokens: long });
      expectFaster(serve(drawn, load), slow, { ttftMs: first, e2eMs: settled, ...each });
    }
  });

  test.prop([cases], { numRuns: 400 })('with less memory: there are fewer places', (drawn) => {
    const less = (system: System): System => {
      const [memory] = system.chip.memory;
      const capacity = memory.capacity / drawn.times;
      return {
        ...system,
        chip: { ...system.chip, memory: [{ ...memory, capacity }] },
      } as unknown as System;
    };
    const load = { kind: 'concurrency', requests: drawn.users } as const;
    const [large, small] = [serve(drawn, load), serve(drawn, load, {}, less)];
    expect(small!.places).toBeLessThanOrEqual(large!.places);
    if (small!.memory.fits) expect(large!.memory.fits).toBe(true);
  });
});

test.prop([cases], { numRuns: 800 })('more users get no less done together', (drawn) => {
  const few = serve(drawn, { kind: 'concurrency', requests: drawn.users })!;
  const requests = Math.ceil(drawn.users * drawn.times);
  const many = serve(drawn, { kind: 'concurrency', requests })!;
  // Two or three users of prompts of many chunks get in each other's way as no mean says, and so do users whose
  // few steps are all alike: who then stays together with whom changes with their number.
  const { outputTokens: answer } = drawn;
  const steps = typeof answer === 'number' ? answer : answer.min;
  // Where places are taken prompts come one by one, and that of one group stops those of all.
  const isAlone = drawn.plan.groups === 1;
  const isSteady = isAlone && drawn.users / drawn.replicas >= 20 && steps >= 100;
  const tolerance = isSteady ? 0.1 : 0.35;
  expect(many.requestsPerSecond).toBeGreaterThanOrEqual(few.requestsPerSecond * (1 - tolerance));
});
