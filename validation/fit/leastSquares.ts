/** A vector of residuals as a function of numbers to be found. */
export type Residuals = (values: readonly number[]) => readonly number[];

const most = { rounds: 15, trials: 6, stride: 0.7 };
const step = 0.02;
const enough = 3e-4;

/** The values near `start` that make the sum of squared residuals least: Levenberg's and Marquardt's method. */
export function leastSquares(residuals: Residuals, start: readonly number[]): readonly number[] {
  let values = [...start];
  let found = residuals(values);
  let cost = sumOfSquares(found);
  let damping = 1e-2;
  for (let round = 0; round < most.rounds; round += 1) {
    const slopes = values.map((_, index) => {
      const moved = values.map((value, other) => (other === index ? value + step : value));
      return residuals(moved).map((value, row) => (value - (found[row] ?? 0)) / step);
    });
    const normal = slopes.map((one) => slopes.map((other) => dot(one, other)));
    const pull = slopes.map((slope) => -dot(slope, found));
    let gain = 0;
    for (let trial = 0; trial < most.trials && gain === 0; trial += 1) {
      const damped = normal.map((row, index) =>
        row.map((value, column) => (column === index ? value * (1 + damping) + 1e-9 : value)),
      );
      const moves = solve(damped, pull).map((move) =>
        Math.max(-most.stride, Math.min(most.stride, move)),
      );
      const next = values.map((value, index) => value + (moves[index] ?? 0));
      const nextFound = residuals(next);
      const nextCost = sumOfSquares(nextFound);
      if (nextCost < cost) {
        gain = (cost - nextCost) / cost;
        [values, found, cost] = [next, nextFound, nextCost];
        damping = Math.max(damping / 5, 1e-7);
      } else {
        damping *= 8;
      }
    }
    if (gain < enough) break;
  }
  return values;
}

function sumOfSquares(values: readonly number[]): number {
  return dot(values, values);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

/** Solves a system of linear equations by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const at = (row: number): number => Math.abs(rows[row]?.[column] ?? 0);
    let pivot = column;
    for (let row = column; row < size; row += 1) if (at(row) > at(pivot)) pivot = row;
    const top = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = top;
    for (let row = column + 1; row < size; row += 1) {
      const current = rows[row] ?? [];
      const share = (current[column] ?? 0) / (top[column] ?? 1);
      rows[row] = current.map((value, index) => value - share * (top[index] ?? 0));
    }
  }
  const found = Array.from({ length: size }, () => 0);
  for (let row = size - 1; row >= 0; row -= 1) {
    const current = rows[row] ?? [];
    let rest = current[size] ?? 0;
    for (let column = row + 1; column < size; column += 1) {
      rest -= (current[column] ?? 0) * (found[column] ?? 0);
    }
    found[row] = rest / (current[row] ?? 1);
  }
  return found;
}
