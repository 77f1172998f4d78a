import type { Case } from '../case.ts';
import { predict } from '../predict.ts';
import { coefficientsOf, profileWith, type Coefficient, type Values } from './coefficients.ts';
import { leastSquares } from './leastSquares.ts';

/** Errors well above these count less than their square. */
const tolerance = { tpot: 0.1, ttft: 0.2 };
/** Times to the first token are noisier, and count less. */
const ttftWeight = 0.3;
/** The error that a coefficient must spare, all cases together, to lie one spread from where it starts. */
const belief = 0.08;

/** The coefficients of profiles that predict these cases best. */
export function fitProfiles(cases: readonly Case[]): Values {
  const coefficients = coefficientsOf(cases);
  const start = coefficients.map(() => 0);
  const found = leastSquares((moves) => {
    const values = valuesOf(coefficients, moves);
    const residuals = cases.flatMap((each) => {
      const { tpotMs, ttftMs } = predict(each, profileWith(each, values));
      const { measured, plan } = each;
      const first =
        measured.ttftMs === undefined || plan.attentionDataParallel > 1
          ? 0
          : Math.log(ttftMs / measured.ttftMs);
      return [
        soft(Math.log(tpotMs / measured.tpotMs), tolerance.tpot),
        ttftWeight * soft(first, tolerance.ttft),
      ];
    });
    return [...residuals, ...moves.map((move) => belief * move)];
  }, start);
  return valuesOf(coefficients, found);
}

/** From how many spreads each coefficient lies from its start to the coefficients. */
function valuesOf(coefficients: readonly Coefficient[], moves: readonly number[]): Values {
  return Object.fromEntries(
    coefficients.map(({ name, start, spread, isFactor }, index) => {
      const move = (moves[index] ?? 0) * spread;
      return [name, isFactor ? start * Math.exp(move) : start + move];
    }),
  );
}

/** The root of twice a loss that grows with the square of small errors and evenly with large ones. */
function soft(error: number, scale: number): number {
  const relative = error / scale;
  return Math.sign(error) * scale * Math.sqrt(2 * (Math.sqrt(1 + relative * relative) - 1));
}
