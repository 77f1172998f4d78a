import { describe, expect, it } from 'vitest';
import { at, Counted, matrix, vector, zeros } from './__fixtures__/counted.ts';
import { chunkedDeltaFlops, recurrentDeltaFlops } from './deltaRuleFlops.ts';

/*
 * One head of the gated delta rule, written out twice: token by token, and in chunks with matrix products.
 * Both must give the same outputs, and as many operations as the formulas say. Exponentials, sigmoids and
 * softplus are not counted, nor is the scale of queries, which attention does not count either.
 */
type Decay = 'head' | 'channel';

interface Tokens {
  readonly queries: number[][];
  readonly keys: number[][];
  readonly values: number[][];
  readonly strengths: number[];
  /** Per token one raw decay, or one per key channel. */
  readonly raw: number[][];
  readonly bias: number[];
  readonly rate: number;
}

function tokens(count: number, keyDim: number, valueDim: number, decay: Decay): Tokens {
  const decays = decay === 'head' ? 1 : keyDim;
  return {
    queries: matrix(count, keyDim, 1),
    keys: matrix(count, keyDim, 2),
    values: matrix(count, valueDim, 3),
    strengths: vector(count, 4).map((value) => value + 0.5),
    raw: matrix(count, decays, 5),
    bias: vector(decays, 6),
    rate: -0.4,
  };
}

/** Logarithms of the decays of a token: softplus(raw + bias) times a negative rate. */
function logDecays(counted: Counted, { raw, bias, rate }: Tokens, token: number): number[] {
  return at(raw, token).map((value, index) =>
    counted.multiply(rate, Math.log1p(Math.exp(counted.add(value, at(bias, index))))),
  );
}

function recurrent(counted: Counted, input: Tokens): number[][] {
  const [keyDim, valueDim] = [at(input.keys, 0).length, at(input.values, 0).length];
  let state = zeros(keyDim, valueDim);
  return input.keys.map((key, token) => {
    const decays = logDecays(counted, input, token).map(Math.exp);
    state = state.map((row, index) => counted.scale(at(decays, index % decays.length), row));
    const corrections = at(input.values, token).map((value, column) => {
      const held = counted.dot(
        key,
        state.map((row) => at(row, column)),
      );
      return counted.multiply(at(input.strengths, token), counted.subtract(value, held));
    });
    state = state.map((row, index) =>
      row.map((element, column) =>
        counted.addProduct(element, at(key, index), at(corrections, column)),
      ),
    );
    return corrections.map((_, column) =>
      counted.dot(
        at(input.queries, token),
        state.map((row) => at(row, column)),
      ),
    );
  });
}

function chunked(counted: Counted, input: Tokens, chunk: number, decay: Decay): number[][] {
  const [keyDim, valueDim] = [at(input.keys, 0).length, at(input.values, 0).length];
  const outputs: number[][] = [];
  let state = zeros(keyDim, valueDim);
  const places = Array.from({ length: chunk }, (_, place) => place);
  for (let start = 0; start < input.keys.length; start += chunk) {
    const token = (place: number): number => start + place;
    // Running sums of the logarithms of the decays.
    let sum = new Array<number>(decay === 'head' ? 1 : keyDim).fill(0);
    const sums = places.map((place) => {
      const own = logDecays(counted, input, token(place));
      sum = sum.map((value, index) => counted.add(value, at(own, index)));
      return sum;
    });
    const keys = places.map((place) => at(input.keys, token(place)));
    const queries = places.map((place) => at(input.queries, token(place)));
    const strongKeys = keys.map((key, place) =>
      counted.scale(at(input.strengths, token(place)), key),
    );
    // One decay for all channels is one exponential; otherwise each channel has its own.
    const decayed = (row: readonly number[], logs: readonly number[]): number[] =>
      row.map((value, index) => counted.multiply(Math.exp(at(logs, index % logs.length)), value));

    const fromStart = strongKeys.map((key, place) => decayed(key, at(sums, place)));
    const queriesFromStart = queries.map((query, place) => decayed(query, at(sums, place)));
    let keyScores: number[][];
    let queryScores: number[][];
    if (decay === 'head') {
      const between = places.map((row) =>
        places.map((column) =>
          Math.exp(counted.subtract(at(at(sums, row), 0), at(at(sums, column), 0))),
        ),
      );
      const scores = (rows: number[][]) =>
        rows.map((row, place) =>
          keys.map((key, column) =>
            counted.multiply(counted.dot(row, key), at(at(between, place), column)),
          ),
        );
      keyScores = scores(strongKeys);
      queryScores = scores(queries);
    } else {
      const inverse = keys.map((key, place) =>
        decayed(
          key,
          at(sums, place).map((value) => -value),
        ),
      );
      const scores = (rows: number[][]) =>
        rows.map((row) => inverse.map((key) => counted.dot(row, key)));
      keyScores = scores(fromStart);
      queryScores = scores(queriesFromStart);
    }

    // (1 + strictly lower key scores) · [written, predicted] = [values, keys], by forward substitution.
    const written = places.map((place) =>
      counted.scale(at(input.strengths, token(place)), at(input.values, token(place))),
    );
    const predicted = fromStart.map((row) => [...row]);
    for (const place of places) {
      for (let earlier = 0; earlier < place; earlier += 1) {
        const score = at(at(keyScores, place), earlier);
        for (const rows of [written, predicted]) {
          rows[place] = at(rows, place).map((value, index) =>
            counted.subtract(value, counted.multiply(score, at(at(rows, earlier), index))),
          );
        }
      }
    }
    const entered = written.map((row, place) =>
      row.map((value, column) =>
        at(predicted, place).reduce(
          (rest, key, index) =>
            counted.subtract(rest, counted.multiply(key, at(at(state, index), column))),
          value,
        ),
      ),
    );
    for (const place of places) {
      outputs.push(
        vector(valueDim, 0).map((_, column) => {
          const read = counted.dot(
            at(queriesFromStart, place),
            state.map((row) => at(row, column)),
          );
          // The whole tile is computed; what lies in the future is masked.
          return places.reduce(
            (total, other) =>
              counted.addProduct(
                total,
                other <= place ? at(at(queryScores, place), other) : 0,
                at(at(entered, other), column),
              ),
            read,
          );
        }),
      );
    }
    const last = at(sums, chunk - 1);
    const toEnd = keys.map((key, place) => {
      const logs = last.map((value, index) => counted.subtract(value, at(at(sums, place), index)));
      return decayed(key, logs);
    });
    state = state.map((row, index) =>
      row.map((element, column) =>
        places.reduce(
          (total, place) =>
            counted.addProduct(total, at(at(toEnd, place), index), at(at(entered, place), column)),
          counted.multiply(Math.exp(at(last, index % last.length)), element),
        ),
      ),
    );
  }
  return outputs;
}

describe.each<{ decay: Decay; keyDim: number; valueDim: number }>([
  { decay: 'head', keyDim: 6, valueDim: 4 },
  { decay: 'head', keyDim: 4, valueDim: 8 },
  { decay: 'channel', keyDim: 4, valueDim: 4 },
])('the gated delta rule with a decay per $decay, $keyDim × $valueDim', (sizes) => {
  const { keyDim, valueDim, decay } = sizes;

  it('takes as many operations a token as its recurrence, written out', () => {
    const counted = new Counted();
    recurrent(counted, tokens(5, keyDim, valueDim, decay));
    expect(recurrentDeltaFlops({ heads: 3, ...sizes }).value).toBe((3 * counted.operations) / 5);
  });

  it.each([2, 4])(
    'takes as many as its chunks of %i, written out, on the same outputs',
    (chunk) => {
      const input = tokens(8, keyDim, valueDim, decay);
      const counted = new Counted();
      const outputs = chunked(counted, input, chunk, decay);
      expect(chunkedDeltaFlops({ heads: 3, ...sizes }, chunk).value).toBe(
        (3 * counted.operations) / 8,
      );
      recurrent(new Counted(), input).forEach((row, token) => {
        row.forEach((value, column) => {
          expect(at(at(outputs, token), column)).toBeCloseTo(value, 10);
        });
      });
    },
  );
});

describe('beside the published closed forms', () => {
  it('decodes with the published 7·k·v, and the correction, its strength and the decay besides', () => {
    const sizes = { keyDim: 128, valueDim: 128, decay: 'head' } as const;
    expect(recurrentDeltaFlops({ heads: 3, ...sizes }).value).toBe(
      3 * (7 * 128 * 128 + 2 * 128 + 2),
    );
  });

  it('adds the published C(5k + 3v) in chunks of 64, but decays the state once a chunk, not once a token', () => {
    const sizes = { keyDim: 128, valueDim: 128, decay: 'head' } as const;
    const published = 7 * 128 * 128 + 64 * (5 * 128 + 3 * 128);
    // − k·v + k·v/C for the decay; 3C for decays inside tiles, 3k + 4 for scaling.
    const difference = -128 * 128 + (128 * 128) / 64 + 3 * 64 + 3 * 128 + 4;
    expect(chunkedDeltaFlops({ heads: 1, ...sizes }, 64).value).toBe(published + difference);
  });
});
