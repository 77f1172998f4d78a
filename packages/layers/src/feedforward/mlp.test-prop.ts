import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { MLPLayer } from './mlp.ts';

/** How many of `count` things, dealt out in turn, fall to `rank`. */
function dealt(count: number, rank: number, degree: number): number {
  let own = 0;
  for (let index = 0; index < count; index += 1) if (index % degree === rank) own += 1;
  return own;
}

const cases = fc.record({
  d: fc.integer({ min: 1, max: 7 }),
  columns: fc.integer({ min: 1, max: 4 }),
  P: fc.constantFrom(2 as const, 3 as const),
  hasBias: fc.boolean(),
  tp: fc.integer({ min: 1, max: 4 }),
  sp: fc.integer({ min: 1, max: 3 }),
  cp: fc.integer({ min: 1, max: 3 }),
  dp: fc.integer({ min: 1, max: 3 }),
  B: fc.integer({ min: 1, max: 4 }),
  T: fc.integer({ min: 1, max: 9 }),
  phase: fc.constantFrom('prefill' as const, 'decode' as const),
});

test.prop([cases], { numRuns: 3000 })(
  'packages, tokens, columns and bias elements visited one by one agree with the layer',
  ({ d, columns, P, hasBias, tp, sp, cp, dp, B, T, phase }) => {
    const layer = new MLPLayer({
      hiddenSize: d,
      intermediateSize: columns * tp,
      numProjections: P,
      hasBias,
      parallelism: {
        tensorParallel: tp,
        sequenceParallel: sp,
        contextParallel: cp,
        attentionDataParallel: dp,
      },
    });
    let [mostFlops, allFlops, mostHeld, allHeld, mostStored, allStored, mostSent] = [
      0, 0, 0, 0, 0, 0, 0,
    ];
    for (let dpRank = 0; dpRank < dp; dpRank += 1) {
      for (let cut = 0; cut < sp * cp; cut += 1) {
        for (let tpRank = 0; tpRank < tp; tpRank += 1) {
          let [flops, held, sent] = [0, 0, 0];
          const perSequence = phase === 'decode' ? T : dealt(T, cut, sp * cp);
          const tokens = dealt(B, dpRank, dp) * perSequence;
          for (let token = 0; token < tokens; token += 1) {
            held += d + columns + d;
            for (let column = 0; column < columns; column += 1) {
              flops += P * 2 * d + (hasBias ? P - 1 : 0);
            }
            // The last bias is added to the reduced sums, each package taking elements in turn.
            for (let element = 0; element < d; element += 1) {
              if (hasBias && element % tp === tpRank) flops += 1;
              if (tp > 1) sent += 2;
            }
          }
          const stored = 2 * (P * d * columns + (hasBias ? (P - 1) * columns + d : 0));
          mostFlops = Math.max(mostFlops, flops);
          mostHeld = Math.max(mostHeld, held);
          mostStored = Math.max(mostStored, stored);
          mostSent = Math.max(mostSent, sent);
          allFlops += flops;
          allHeld += held;
          allStored += stored;
        }
      }
    }
    const metrics = layer.computeMetrics({
      phase,
      batchSize: B,
      seqLen: T,
      ...(phase === 'decode' && { contextLen: 5 }),
    });
    expect(metrics).toMatchObject({
      numPackages: tp * sp * cp * dp,
      flopsPerPackage: mostFlops,
      flopsTotal: allFlops,
      activationMemoryPerPackage: 2 * mostHeld,
      activationMemoryTotal: 2 * allHeld,
      weightMemoryPerPackage: mostStored,
      weightMemoryTotal: allStored,
      weightReadPerPackage: mostStored,
      communicationBytes: mostSent,
    });
  },
);
