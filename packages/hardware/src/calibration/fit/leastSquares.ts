import type { CoefficientRange } from '../formulas/formula.ts';

/** Residuals below this count as noise: the loss is quadratic inside and linear outside. */
const noise = 0.03;
const mostIterations = 60;

/**
 * Fits coefficients to residuals by Levenberg–Marquardt with bounds.
 *
 * Coefficients that are positive over their whole range are moved on a logarithmic scale. Each round
 * weighs a residual r by 1/√(r² + noise²), so that the sum of |r| is minimised and outliers pull no
 * harder than others. Without randomness: equal input gives equal output.
 */
export function leastSquares(
  ranges: readonly CoefficientRange[],
  starts: readonly number[],
  residuals: (coefficients: readonly number[], into: Float64Array) => void,
  count: number,
): { readonly coefficients: readonly number[]; readonly loss: number } {
  const size = ranges.length;
  const isLogarithmic = ranges.map(({ low }) => low > 0);
  const decode = (point: readonly number[]): number[] =>
    point.map((value, index) => (isLogarithmic[index] === true ? Math.exp(value) : value));
  const encode = (value: number, index: number): number =>
    isLogarithmic[index] === true ? Math.log(value) : value;
  const low = ranges.map((range, index) => encode(range.low, index));
  const high = ranges.map((range, index) => encode(range.high, index));
  const clamp = (value: number, index: number): number =>
    Math.min(Math.max(value, low[index] ?? value), high[index] ?? value);

  let point = starts.map((value, index) => clamp(encode(value, index), index));
  let current = new Float64Array(count);
  let trial = new Float64Array(count);
  const jacobian = ranges.map(() => new Float64Array(count));
  residuals(decode(point), current);
  let loss = robustLoss(current);
  let damping = 1e-2;

  for (let iteration = 0; iteration < mostIterations; iteration += 1) {
    for (let column = 0; column < size; column += 1) {
      const at = point[column] ?? 0;
      // Step away from an upper bound.
      const step = at + 1e-5 > (high[column] ?? 0) ? -1e-5 : 1e-5;
      const moved = point.slice();
      moved[column] = at + step;
      const slopes = jacobian[column] ?? trial;
      residuals(decode(moved), slopes);
      for (let row = 0; row < count; row += 1) {
        slopes[row] = ((slopes[row] ?? 0) - (current[row] ?? 0)) / step;
      }
    }
    const { matrix, gradient } = normalEquations(jacobian, current);
    // A coefficient at its bound that wants to leave the range stays out of the round.
    const isFree = point.map((value, index) => {
      const slope = gradient[index] ?? 0;
      return !(
        (value <= (low[index] ?? value) && slope > 0) ||
        (value >= (high[index] ?? value) && slope < 0)
      );
    });
    let isBetter = false;
    let gain = 0;
    for (let attempt = 0; attempt < 8 && !isBetter; attempt += 1) {
      const step = solveDamped(matrix, gradient, isFree, damping);
      const next = point.map((value, index) => clamp(value - (step[index] ?? 0), index));
      residuals(decode(next), trial);
      const nextLoss = robustLoss(trial);
      if (nextLoss < loss) {
        gain = (loss - nextLoss) / loss;
        loss = nextLoss;
        point = next;
        [current, trial] = [trial, current];
        damping = Math.max(damping / 5, 1e-9);
        isBetter = true;
      } else {
        damping *= 4;
      }
    }
    if (!isBetter || gain < 1e-7) break;
  }
  return { coefficients: decode(point), loss };
}

function robustLoss(residuals: Float64Array): number {
  let sum = 0;
  for (const residual of residuals) sum += Math.hypot(residual, noise);
  return Number.isFinite(sum) ? sum : Infinity;
}

function normalEquations(
  jacobian: readonly Float64Array[],
  residuals: Float64Array,
): { readonly matrix: readonly (readonly number[])[]; readonly gradient: readonly number[] } {
  const weights = residuals.map((residual) => 1 / Math.hypot(residual, noise));
  const weighted = (first: Float64Array, second: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < weights.length; row += 1) {
      sum += (weights[row] ?? 0) * (first[row] ?? 0) * (second[row] ?? 0);
    }
    return sum;
  };
  return {
    matrix: jacobian.map((first) => jacobian.map((second) => weighted(first, second))),
    gradient: jacobian.map((column) => weighted(column, residuals)),
  };
}

/** Solves (A + damping·diag A) x = g over the free coefficients, by Gaussian elimination. */
function solveDamped(
  matrix: readonly (readonly number[])[],
  gradient: readonly number[],
  isFree: readonly boolean[],
  damping: number,
): readonly number[] {
  const rows = matrix.map((row, index) => {
    if (isFree[index] !== true) return [...row.map((_, column) => Number(column === index)), 0];
    const diagonal = row[index] ?? 0;
    const damped = row.map((value, column) => {
      if (column === index) return diagonal * (1 + damping) + 1e-12;
      return isFree[column] === true ? value : 0;
    });
    return [...damped, gradient[index] ?? 0];
  });
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const pivotRow = rows[pivot] ?? [];
    // Symmetric and, once damped, positive definite: no exchange of rows is needed.
    const scale = pivotRow[pivot] ?? 1;
    for (let below = pivot + 1; below < size; below += 1) {
      const row = rows[below] ?? [];
      const factor = (row[pivot] ?? 0) / scale;
      if (factor === 0) continue;
      for (let column = pivot; column <= size; column += 1) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
      }
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let index = size - 1; index >= 0; index -= 1) {
    const row = rows[index] ?? [];
    let rest = row[size] ?? 0;
    for (let column = index + 1; column < size; column += 1) {
      rest -= (row[column] ?? 0) * (solution[column] ?? 0);
    }
    solution[index] = rest / (row[index] ?? 1);
  }
  return solution;
}
