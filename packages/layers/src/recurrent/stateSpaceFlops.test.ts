import { describe, expect, it } from 'vitest';
import { at, Counted, matrix, vector, zeros } from './__fixtures__/counted.ts';
import { chunkedScanFlops, recurrentScanFlops, type ScanSizes } from './stateSpaceFlops.ts';

/*
 * The state space scan of a few heads, written out twice: token by token, and in chunks with matrix products.
 * Both must give the same outputs, and as many operations as the formulas say. Exponentials and softplus are
 * not counted.
 */
interface Tokens {
  /** Per head: token × channel. */
  readonly inputs: readonly number[][][];
  /** Per head: raw step sizes. */
  readonly steps: readonly number[][];
  /** Per group: token × state. */
  readonly writes: readonly number[][][];
  readonly reads: readonly number[][][];
}

const bias = 0.2;
const rate = -0.6;
const skip = 0.7;

function tokens(count: number, { heads, groups, headDim, stateSize }: ScanSizes): Tokens {
  const times = <Item>(length: number, make: (index: number) => Item): Item[] =>
    Array.from({ length }, (_, index) => make(index));
  return {
    inputs: times(heads, (head) => matrix(count, headDim, head)),
    steps: times(heads, (head) => vector(count, 31 + head)),
    writes: times(groups, (group) => matrix(count, stateSize, 41 + group)),
    reads: times(groups, (group) => matrix(count, stateSize, 51 + group)),
  };
}

const stepSize = (counted: Counted, raw: number): number =>
  Math.log1p(Math.exp(counted.add(raw, bias)));

function recurrent(counted: Counted, input: Tokens, sizes: ScanSizes): number[][][] {
  return input.inputs.map((rows, head) => {
    const group = Math.floor((head * sizes.groups) / sizes.heads);
    const states = zeros(sizes.headDim, sizes.stateSize);
    return rows.map((row, token) => {
      const step = stepSize(counted, at(at(input.steps, head), token));
      const decay = Math.exp(counted.multiply(step, rate));
      const write = at(at(input.writes, group), token);
      return row.map((value, channel) => {
        const scaled = counted.multiply(value, step);
        const state = at(states, channel).map((element, index) =>
          counted.addProduct(counted.multiply(decay, element), scaled, at(write, index)),
        );
        states[channel] = state;
        const read = counted.dot(at(at(input.reads, group), token), state);
        return counted.addProduct(read, skip, value);
      });
    });
  });
}

function chunked(counted: Counted, input: Tokens, sizes: ScanSizes, chunk: number): number[][][] {
  const outputs = input.inputs.map((): number[][] => []);
  const states = input.inputs.map(() => zeros(sizes.headDim, sizes.stateSize));
  const places = Array.from({ length: chunk }, (_, place) => place);
  for (let start = 0; start < at(input.inputs, 0).length; start += chunk) {
    const within = (rows: readonly number[][]): number[][] => rows.slice(start, start + chunk);
    const scores = input.reads.map((reads, group) =>
      within(reads).map((read) =>
        within(at(input.writes, group)).map((write) => counted.dot(read, write)),
      ),
    );
    input.inputs.forEach((allRows, head) => {
      const group = Math.floor((head * sizes.groups) / sizes.heads);
      const rows = within(allRows);
      const steps = places.map((place) =>
        stepSize(counted, at(at(input.steps, head), start + place)),
      );
      let sum = 0;
      const sums = steps.map((step) => (sum = counted.add(sum, counted.multiply(step, rate))));
      const scaled = rows.map((row, place) => counted.scale(at(steps, place), row));
      // Whole tiles: what lies in the future is computed and masked.
      const weights = places.map((row) =>
        places.map((column) => {
          const between = Math.exp(counted.subtract(at(sums, row), at(sums, column)));
          const weight = counted.multiply(at(at(at(scores, group), row), column), between);
          return column <= row ? weight : 0;
        }),
      );
      const held = at(states, head);
      rows.forEach((row, place) => {
        const read = at(within(at(input.reads, group)), place);
        at(outputs, head).push(
          row.map((value, channel) => {
            const carried = counted.dot(read, at(held, channel));
            const sumOfAll = places.reduce(
              (total, other) =>
                counted.addProduct(
                  total,
                  at(at(weights, place), other),
                  at(at(scaled, other), channel),
                ),
              counted.multiply(Math.exp(at(sums, place)), carried),
            );
            return counted.addProduct(sumOfAll, skip, value);
          }),
        );
      });
      const toEnd = scaled.map((row, place) =>
        counted.scale(Math.exp(counted.subtract(sum, at(sums, place))), row),
      );
      const writes = within(at(input.writes, group));
      states[head] = held.map((state, channel) =>
        state.map((element, index) => {
          const added = counted.dot(
            toEnd.map((row) => at(row, channel)),
            writes.map((write) => at(write, index)),
          );
          return counted.addProduct(added, Math.exp(sum), element);
        }),
      );
    });
  }
  return outputs;
}

describe.each<ScanSizes>([
  { heads: 4, groups: 2, headDim: 3, stateSize: 4 },
  { heads: 2, groups: 1, headDim: 2, stateSize: 8 },
])('the state space scan of $heads heads in $groups groups', (sizes) => {
  it('takes as many operations a token as its recurrence, written out', () => {
    const counted = new Counted();
    recurrent(counted, tokens(5, sizes), sizes);
    expect(recurrentScanFlops(sizes).value).toBe(counted.operations / 5);
  });

  it.each([2, 4])(
    'takes as many as its chunks of %i, written out, on the same outputs',
    (chunk) => {
      const input = tokens(8, sizes);
      const counted = new Counted();
      const outputs = chunked(counted, input, sizes, chunk);
      expect(chunkedScanFlops(sizes, chunk).value).toBe(counted.operations / 8);
      recurrent(new Counted(), input, sizes)
        .flat(2)
        .forEach((value, index) => {
          expect(at(outputs.flat(2), index)).toBeCloseTo(value, 10);
        });
    },
  );
});

it('takes five operations per state, where published closed forms say about six', () => {
  // They scale what is written by the step size once per state; one decay per head lets it be done per channel.
  const sizes = { heads: 1, groups: 1, headDim: 64, stateSize: 128 };
  expect(recurrentScanFlops(sizes).value).toBe(5 * 64 * 128 + 3 * 64 + 2);
});
