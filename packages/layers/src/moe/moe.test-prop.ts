import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { GatedMLPLayer } from '../feedforward/gatedMlp.ts';
import { MLPLayer } from '../feedforward/mlp.ts';
import { MoELayer } from './moe.ts';

/** A mixture of experts on packages, every package, token, pair, column and bias element visited one by one. */
interface Case {
  readonly d: number;
  readonly innerPerPackage: number;
  readonly sharedPerPackage: number;
  readonly expertsPerPackage: number;
  readonly topK: number;
  readonly P: 2 | 3;
  readonly hasBias: boolean;
  readonly Es: number;
  readonly gate: boolean;
  readonly correction: boolean;
  readonly dispatch: 'allGather' | 'allToAll' | 'allReduce';
  readonly tp: number;
  readonly ep: number;
  readonly cp: number;
  readonly dp: number;
  readonly B: number;
  readonly T: number;
  readonly phase: 'prefill' | 'decode';
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    d: fc.integer({ min: 1, max: 7 }),
    innerPerPackage: fc.integer({ min: 1, max: 3 }),
    sharedPerPackage: fc.integer({ min: 1, max: 3 }),
    expertsPerPackage: fc.integer({ min: 1, max: 3 }),
    topK: fc.integer({ min: 1, max: 4 }),
    P: fc.constantFrom(2 as const, 3 as const),
    hasBias: fc.boolean(),
    Es: fc.integer({ min: 0, max: 2 }),
    gate: fc.boolean(),
    correction: fc.boolean(),
    dispatch: fc.constantFrom('allGather' as const, 'allToAll' as const, 'allReduce' as const),
    tp: fc.integer({ min: 1, max: 3 }),
    ep: fc.integer({ min: 1, max: 4 }),
    cp: fc.integer({ min: 1, max: 3 }),
    dp: fc.integer({ min: 1, max: 2 }),
    B: fc.integer({ min: 1, max: 4 }),
    T: fc.integer({ min: 1, max: 5 }),
    phase: fc.constantFrom('prefill' as const, 'decode' as const),
  })
  .map((one) => ({
    ...one,
    topK: Math.min(one.topK, one.ep * one.expertsPerPackage),
    gate: one.gate && one.Es > 0,
  }));

/** How many of `count` things, dealt out in turn, fall to `rank`. */
function dealt(count: number, rank: number, degree: number): number {
  let own = 0;
  for (let index = 0; index < count; index += 1) if (index % degree === rank) own += 1;
  return own;
}

interface Work {
  flops: number;
  held: number;
  stored: number;
  sent: number;
}

/** The work of the package at given ranks. */
function enumerate(
  one: Case,
  tpRank: number,
  epRank: number,
  cpRank: number,
  dpRank: number,
): Work {
  const { d, topK, P, hasBias, Es, tp, ep, cp, dp, B, T, phase } = one;
  const E = ep * one.expertsPerPackage;
  const sendsPairs = one.dispatch === 'allToAll' && ep > 1;
  // One all-reduce for all: the shared experts are cut by both axes, and every package sees every token.
  const sumsAll = one.dispatch === 'allReduce';
  const work: Work = { flops: 0, held: 0, stored: 0, sent: 0 };

  // The group's tokens, and to which rank each of their pairs goes: experts are dealt out, pairs take turns.
  const sequences = dealt(B, dpRank, dp);
  const perSequence = phase === 'decode' ? T : dealt(T, cpRank, cp);
  const tokens = sequences * perSequence;
  let pairs = 0;
  const busyTokens = new Set<number>();
  for (let token = 0; token < tokens; token += 1) {
    for (let choice = 0; choice < topK; choice += 1) {
      const expert = (token * topK + choice) % E;
      if (expert % ep !== epRank) continue;
      pairs += 1;
      busyTokens.add(token);
    }
  }
  const own = sumsAll ? tokens : dealt(tokens, epRank, ep);
  const seen = sendsPairs ? own : tokens;

  /** One network on a token: products column by column, biases element by element. */
  const network = (columns: number, rank = tpRank, degree = tp): number => {
    let flops = 0;
    for (let column = 0; column < columns; column += 1) {
      flops += (P - 1) * (2 * d + (hasBias ? 1 : 0)) + 2 * d;
    }
    // The last bias is added to the reduced sums, each package taking elements in turn.
    return flops + (hasBias ? dealt(d, rank, degree) : 0);
  };
  const columns = one.innerPerPackage;
  const sharedColumns = one.sharedPerPackage;
  for (let token = 0; token < seen; token += 1) {
    work.flops += E * (2 * d + (hasBias ? 1 : 0));
    work.held += d + E + d;
  }
  for (let pair = 0; pair < pairs; pair += 1) {
    work.flops += network(columns);
    work.held += columns + (sendsPairs ? d : 0);
  }
  for (let token = 0; token < own; token += 1) {
    for (let copy = 0; copy < Es; copy += 1) {
      work.flops += sumsAll
        ? network(sharedColumns, epRank * tp + tpRank, tp * ep)
        : network(sharedColumns);
      work.held += sharedColumns;
    }
    if (one.gate) work.flops += 2 * d;
  }

  work.stored += E * (d + (hasBias ? 1 : 0)) * 2 + (one.correction ? E * 4 : 0);
  const stored = (width: number) => (P * d * width + (hasBias ? (P - 1) * width + d : 0)) * 2;
  for (let expert = 0; expert < E; expert += 1) {
    if (expert % ep === epRank) work.stored += stored(columns);
  }
  for (let copy = 0; copy < Es; copy += 1) work.stored += stored(sharedColumns);
  if (one.gate) work.stored += d * 2;

  if (sumsAll) {
    work.sent += (Number(tp > 1) + Number(ep > 1)) * tokens * d * 2;
  } else {
    if (ep > 1) work.sent += 2 * (sendsPairs ? pairs : tokens) * d * 2;
    if (tp > 1) work.sent += (Math.min(tokens, pairs) + (Es > 0 ? own : 0)) * d * 2;
  }
  expect(busyTokens.size).toBeLessThanOrEqual(Math.min(tokens, pairs));
  return work;
}

function layerOf(one: Case): MoELayer {
  const { d, topK, P, hasBias, Es, tp, ep, cp, dp } = one;
  return new MoELayer({
    hiddenSize: d,
    intermediateSize: one.innerPerPackage * tp,
    numExperts: one.expertsPerPackage * ep,
    topK,
    numProjections: P,
    hasBias,
    numSharedExperts: Es,
    ...(Es > 0 && {
      sharedIntermediateSize: one.sharedPerPackage * tp * (one.dispatch === 'allReduce' ? ep : 1),
    }),
    sharedExpertGate: one.gate,
    correctionBias: one.correction,
    dispatch: one.dispatch,
    parallelism: {
      tensorParallel: tp,
      expertParallel: ep,
      contextParallel: cp,
      attentionDataParallel: dp,
    },
  });
}

describe('packages, tokens, pairs and columns visited one by one', () => {
  test.prop([cases], { numRuns: 3000 })('agree with the layer', (one) => {
    const { tp, ep, cp, dp, B, T, phase } = one;
    const metrics = layerOf(one).computeMetrics({
      phase,
      batchSize: B,
      seqLen: T,
      ...(phase === 'decode' && { contextLen: 9 }),
    });
    const most: Work = { flops: 0, held: 0, stored: 0, sent: 0 };
    const total: Work = { flops: 0, held: 0, stored: 0, sent: 0 };
    for (let dpRank = 0; dpRank < dp; dpRank += 1) {
      for (let cpRank = 0; cpRank < cp; cpRank += 1) {
        for (let epRank = 0; epRank < ep; epRank += 1) {
          for (let tpRank = 0; tpRank < tp; tpRank += 1) {
            const work = enumerate(one, tpRank, epRank, cpRank, dpRank);
            for (const key of ['flops', 'held', 'stored', 'sent'] as const) {
              most[key] = Math.max(most[key], work[key]);
              total[key] += work[key];
            }
          }
        }
      }
    }
    expect(metrics.numPackages).toBe(tp * ep * cp * dp);
    expect(metrics.flopsPerPackage).toBe(most.flops);
    expect(metrics.flopsTotal).toBe(total.flops);
    expect(metrics.activationMemoryPerPackage).toBe(most.held * 2);
    expect(metrics.activationMemoryTotal).toBe(total.held * 2);
    expect(metrics.weightMemoryPerPackage).toBe(most.stored);
    expect(metrics.weightMemoryTotal).toBe(total.stored);
    expect(metrics.communicationBytes).toBe(most.sent);
  });
});

const sizes = fc.record({
  hiddenSize: fc.integer({ min: 1, max: 64 }),
  intermediateSize: fc.integer({ min: 1, max: 16 }).map((unit) => unit * 4),
});
const steps = fc.record({
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
  batchSize: fc.integer({ min: 1, max: 9 }),
  seqLen: fc.integer({ min: 1, max: 33 }),
  contextLen: fc.integer({ min: 0, max: 100 }),
});

describe('identities', () => {
  test.prop([
    sizes,
    steps,
    fc.constantFrom(1, 2, 4),
    fc.constantFrom(1, 3),
    fc.boolean(),
    fc.constantFrom(2 as const, 3 as const),
  ])(
    'one expert is an MLP and its router',
    (size, step, tensorParallel, contextParallel, hasBias, numProjections) => {
      const parallelism = { tensorParallel, contextParallel };
      const common = { ...size, hasBias, parallelism };
      const moe = new MoELayer({ ...common, numProjections, numExperts: 1, topK: 1 });
      const mlp =
        numProjections === 3
          ? new GatedMLPLayer(common)
          : new MLPLayer({ ...common, numProjections });
      const [sparse, dense] = [moe.computeMetrics(step), mlp.computeMetrics(step)];
      const tokens =
        step.batchSize *
        (step.phase === 'decode' ? step.seqLen : Math.ceil(step.seqLen / contextParallel));
      const router = size.hiddenSize + (hasBias ? 1 : 0);
      expect(sparse.flopsPerPackage - dense.flopsPerPackage).toBe(
        tokens * (2 * size.hiddenSize + (hasBias ? 1 : 0)),
      );
      expect(sparse.weightMemoryPerPackage - dense.weightMemoryPerPackage).toBe(2 * router);
      expect(sparse.weightReadPerPackage - dense.weightReadPerPackage).toBe(2 * router);
      // One logit a token.
      expect(sparse.activationMemoryPerPackage - dense.activationMemoryPerPackage).toBe(2 * tokens);
      expect(sparse.communicationBytes).toBe(dense.communicationBytes);
    },
  );

  test.prop([sizes, steps])('on one package the dispatch does not matter', (size, step) => {
    const common = { ...size, numExperts: 8, topK: 3, numSharedExperts: 1 };
    const gathered = new MoELayer(common).computeMetrics(step);
    const sent = new MoELayer({ ...common, dispatch: 'allToAll' }).computeMetrics(step);
    expect(sent).toEqual(gathered);
  });

  test.prop([sizes, steps, fc.constantFrom(1, 2, 4, 8)])(
    'no more experts are read than there are, nor than there are pairs',
    (size, step, expertParallel) => {
      const layer = new MoELayer({
        ...size,
        numExperts: 8,
        topK: 2,
        parallelism: { expertParallel },
      });
      const tokens = step.batchSize * step.seqLen;
      const expertBytes = 2 * 3 * size.hiddenSize * size.intermediateSize;
      const read = (layer.computeWeightMemoryRead(step) - 2 * 8 * size.hiddenSize) / expertBytes;
      expect(read * expertParallel).toBeLessThanOrEqual(Math.min(8, 2 * tokens) + 1e-9);
      expect(read * expertParallel).toBeGreaterThanOrEqual(2 - 1e-9);
    },
  );
});
