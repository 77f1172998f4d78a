/** A place on an axis: values to pixels, and the values that are marked. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
  readonly low: number;
  readonly high: number;
}

type Pixels = readonly [from: number, to: number];

/** A logarithmic axis from the power of ten at or below the least of some values to the one at or above the greatest. */
export function logScale(values: readonly number[], [from, to]: Pixels): Scale {
  if (values.length === 0) return logScale([1, 10], [from, to]);
  // A little slack: 10^3 may come out of a product as 1000.0000000000001.
  const first = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
  const last = Math.max(Math.ceil(Math.log10(Math.max(...values)) - 1e-9), first + 1);
  const step = Math.ceil((last - first) / mostTicks);
  const ticks: number[] = [];
  for (let power = first; power <= last; power += step) ticks.push(10 ** power);
  const perDecade = (to - from) / (last - first);
  return {
    at: (value) => from + (Math.log10(value) - first) * perDecade,
    ticks,
    low: 10 ** first,
    high: 10 ** last,
  };
}

/** A linear axis from 0, marked at round values, up to the one at or above the greatest. */
export function linearScale(greatest: number, [from, to]: Pixels): Scale {
  const high = greatest > 0 ? greatest : 1;
  const rough = high / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const count = Math.ceil(high / step - 1e-9);
  const end = count * step;
  return {
    at: (value) => from + ((to - from) * value) / end,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
    low: 0,
    high: end,
  };
}

const mostTicks = 10;
