import { describe, expect, test } from 'vitest';
import type { GroupLevel } from './group.ts';
import { oneShot } from './oneShot.ts';
import { ring } from './ring.ts';
import { tree } from './tree.ts';

/**
 * The algorithms carried out step by step on real data: each package holds a vector, each step is a set of
 * messages that are sent at once. What the formulas say must be what the steps take.
 */
const level: Omit<GroupLevel, 'packages'> = {
  bandwidth: 8,
  latency: 3,
  canReduce: false,
  isDirect: true,
};
const sizes = [2, 3, 4, 5, 8];
const chunkBytes = 16;

type Message = { readonly from: number; readonly bytes: number };

/** Of each step, the latency and the bytes of whoever sends most. */
function secondsOf(steps: readonly (readonly Message[])[], packages: number): number {
  let seconds = 0;
  for (const messages of steps) {
    const sent = Array.from({ length: packages }, () => 0);
    for (const { from, bytes } of messages) sent[from] = (sent[from] ?? 0) + bytes;
    seconds += level.latency + Math.max(...sent) / level.bandwidth;
  }
  return seconds;
}

/** Chunk `c` of package `p` starts as p + 1, so that a complete sum is n(n + 1) / 2. */
function vectors(packages: number): number[][] {
  return Array.from({ length: packages }, (_, index) =>
    Array.from({ length: packages }, () => index + 1),
  );
}

/** Each step, package p passes one chunk on to its neighbour, which adds it to its own or replaces it. */
function passRound(data: number[][], firstChunk: (index: number) => number, adds: boolean) {
  const packages = data.length;
  return Array.from({ length: packages - 1 }, (_, step) => {
    const messages = data.map((vector, from) => {
      const chunk = (firstChunk(from) - step + 2 * packages) % packages;
      return { from, to: (from + 1) % packages, chunk, value: vector[chunk] ?? 0 };
    });
    for (const { to, chunk, value } of messages) {
      const target = data[to]!;
      target[chunk] = adds ? (target[chunk] ?? 0) + value : value;
    }
    return messages.map(({ from }) => ({ from, bytes: chunkBytes }));
  });
}

describe.each(sizes)('among %d packages', (packages) => {
  const payload = chunkBytes * packages;
  const group = { ...level, packages };

  test('a ring reduces and scatters, then gathers', () => {
    const data = vectors(packages);
    const complete = (packages * (packages + 1)) / 2;
    const scatter = passRound(data, (index) => index, true);
    data.forEach((vector, index) => {
      expect(vector[(index + 1) % packages]).toBe(complete);
    });
    const gather = passRound(data, (index) => index + 1, false);
    expect(data.flat().every((value) => value === complete)).toBe(true);

    const seconds = secondsOf(scatter, packages);
    expect(ring.seconds('reduceScatter', payload, group)).toBeCloseTo(seconds, 10);
    expect(ring.seconds('allGather', payload, group)).toBeCloseTo(secondsOf(gather, packages), 10);
    expect(ring.seconds('allReduce', payload, group)).toBeCloseTo(
      secondsOf([...scatter, ...gather], packages),
      10,
    );
  });

  test('a ring broadcasts as a pipeline of ever finer pieces', () => {
    // With s pieces, the last one leaves the root after s − 1 steps and travels n − 1 hops.
    const pieces = 1_000_000;
    const perPiece = payload / pieces / level.bandwidth;
    const pipelined = (packages - 1) * level.latency + (pieces + packages - 2) * perPiece;
    expect(ring.seconds('broadcast', payload, group)).toBeCloseTo(pipelined, 3);
  });

  test('one shot: everyone sends to everyone at once', () => {
    const others = (index: number) =>
      Array.from({ length: packages }, (_, to) => to).filter((to) => to !== index);
    const everyone = (bytes: number): number =>
      secondsOf(
        [vectors(packages).flatMap((_, from) => others(from).map(() => ({ from, bytes })))],
        packages,
      );
    expect(oneShot.seconds('allReduce', payload, group)).toBeCloseTo(everyone(payload), 10);
    for (const kind of ['allGather', 'reduceScatter', 'allToAll'] as const) {
      expect(oneShot.seconds(kind, payload, group)).toBeCloseTo(everyone(chunkBytes), 10);
    }
    const root = others(0).map(() => ({ from: 0, bytes: payload }));
    expect(oneShot.seconds('broadcast', payload, group)).toBeCloseTo(
      secondsOf([root], packages),
      10,
    );
  });

  test('a tree reaches everyone in as many steps as the number can be doubled', () => {
    let reached = 1;
    let steps = 0;
    for (; reached < packages; steps += 1) reached *= 2;
    expect(tree.seconds('broadcast', 0, group)).toBe(steps * level.latency);
    expect(tree.seconds('allReduce', 0, group)).toBe(2 * steps * level.latency);
    // Up and down, each package sends its whole tensor once.
    const latencies = 2 * steps * level.latency;
    expect(tree.seconds('allReduce', payload, group) - latencies).toBeCloseTo(
      (2 * payload) / level.bandwidth,
      10,
    );
  });
});

describe('on a ring of wires without direct links', () => {
  test.each([4, 8, 16])(
    'an all-to-all of %d loads each wire as routing piece by piece does',
    (packages) => {
      // Each piece takes the shorter way round; half of a package's bandwidth goes either way.
      const wires = Array.from({ length: 2 * packages }, () => 0);
      for (let from = 0; from < packages; from += 1) {
        for (let to = 0; to < packages; to += 1) {
          const clockwise = (to - from + packages) % packages;
          const isClockwise =
            clockwise < packages / 2 || (clockwise === packages / 2 && from % 2 === 0);
          const hops = isClockwise ? clockwise : packages - clockwise;
          for (let hop = 0; hop < hops; hop += 1) {
            const at = isClockwise ? from + hop : from - hop + packages;
            const wire = (at % packages) + (isClockwise ? 0 : packages);
            wires[wire] = (wires[wire] ?? 0) + chunkBytes;
          }
        }
      }
      const busiest = Math.max(...wires) / (level.bandwidth / 2);
      const formula = oneShot.seconds('allToAll', chunkBytes * packages, {
        ...level,
        packages,
        latency: 0,
        isDirect: false,
      });
      expect(formula).toBeCloseTo(busiest, 10);
    },
  );
});
