import type { Case, Measured } from './case.ts';
import type { Predicted } from './predict.ts';

/** What is scored. */
export const metrics = ['tpotMs', 'ttftMs', 'e2eMs', 'outputTokensPerSecondPerPackage'] as const;
export type Metric = (typeof metrics)[number];

/** A case with what was predicted of it. */
export interface Scored {
  readonly case: Case;
  readonly predicted: Predicted;
}

/** How far predictions lie from measurements, in percent of the measured. */
export interface Errors {
  readonly cases: number;
  /** Mean of the absolute errors. */
  readonly mape: number;
  /** Median of the absolute errors. */
  readonly median: number;
  /** Median of the errors with their sign: above 0, predictions are too high. */
  readonly bias: number;
}

/** Signed errors of a metric, in percent, of the cases that it was measured of. */
export function errorsOf(scored: readonly Scored[], metric: Metric): readonly number[] {
  return scored.flatMap(({ case: { measured, plan }, predicted }) => {
    const real = (measured as Measured & Partial<Record<Metric, number>>)[metric];
    // Engines whose attention splits the batch wait to fill all parts of it, which no profile tells.
    const isHeldBack = metric === 'ttftMs' && plan.attentionDataParallel > 1;
    return real === undefined || isHeldBack ? [] : [100 * (predicted[metric] / real - 1)];
  });
}

/** The summary of errors; undefined of none. */
export function summarise(errors: readonly number[]): Errors | undefined {
  if (errors.length === 0) return undefined;
  const absolute = errors.map(Math.abs);
  return {
    cases: errors.length,
    mape: absolute.reduce((sum, error) => sum + error, 0) / errors.length,
    median: median(absolute),
    bias: median(errors),
  };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** Pairs whose order is asked for. */
export interface Ordering {
  readonly pairs: number;
  /** Percent of them that come out in the right order. */
  readonly right: number;
}

/** Throughputs that differ by less count as equal. */
const leastGap = 1.05;

/** Whether the faster of two configurations that serve the same model, lengths and concurrency is predicted to be the faster. */
export function ordering(scored: readonly Scored[]): Ordering {
  const groups = new Map<string, Scored[]>();
  for (const each of scored) {
    const { model, inputTokens, outputTokens, concurrency } = each.case;
    const key = JSON.stringify([model, inputTokens, outputTokens, concurrency]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  let pairs = 0;
  let right = 0;
  for (const group of groups.values()) {
    group.forEach((one, index) => {
      for (const other of group.slice(index + 1)) {
        const real = measuredRatio(one, other);
        if (real === undefined || Math.max(real, 1 / real) < leastGap) continue;
        const told =
          one.predicted.outputTokensPerSecondPerPackage /
          other.predicted.outputTokensPerSecondPerPackage;
        pairs += 1;
        if (real > 1 === told > 1) right += 1;
      }
    });
  }
  return { pairs, right: pairs === 0 ? 100 : (100 * right) / pairs };
}

function measuredRatio(one: Scored, other: Scored): number | undefined {
  const first = one.case.measured.outputTokensPerSecondPerPackage;
  const second = other.case.measured.outputTokensPerSecondPerPackage;
  return first === undefined || second === undefined ? undefined : first / second;
}
