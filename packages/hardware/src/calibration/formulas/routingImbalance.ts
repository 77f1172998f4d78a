/**
 * How many times the average load the busiest of several packages gets, when experts are not equally liked.
 *
 * Loads of experts are taken as drawn from a power law x^−skew on [1, 0.8·tokens]; the busiest package
 * is the expected largest of `packages` sums. Never more than all pairs of all tokens on one package.
 *
 * @example
 * import { routingImbalance } from '@mantile/hardware';
 * const uneven = routingImbalance({ tokens: 4096, experts: 256, expertsPerToken: 8, packages: 8, skew: 1.2 });
 * Math.round(100 * uneven) // => 170
 * routingImbalance({ tokens: 4096, experts: 256, expertsPerToken: 8, packages: 8, skew: 0 }) // => 1
 * @category Calibration
 */
export function routingImbalance(routing: {
  /** Tokens routed together. */
  readonly tokens: number;
  /** Routed experts on all packages. */
  readonly experts: number;
  readonly expertsPerToken: number;
  /** Packages among which the experts are spread. */
  readonly packages: number;
  /** Exponent of the power law; 0 for equally liked experts. */
  readonly skew: number;
}): number {
  const { tokens, experts, expertsPerToken, packages, skew } = routing;
  if (packages === 1 || skew === 0) return 1;
  const most = Math.max(0.8 * tokens, 1 + 1e-9);
  const mean = moment(1, most, skew);
  const squaredVariation = Math.max(moment(2, most, skew) / mean ** 2 - 1, 0);
  const local = experts / packages;
  const spread =
    Math.sqrt(squaredVariation / local) *
    Math.sqrt(2 * Math.log(packages)) *
    Math.sqrt(1 - 1 / packages);
  const tail = (squaredVariation / local) * Math.log(packages);
  const imbalance = 1 + 0.713 * spread + 0.258 * tail;
  // A token sends at most one pair to an expert.
  return Math.min(Math.max(imbalance, 1), packages, (packages * local) / expertsPerToken);
}

/** The moment of a power law on [1, most]. */
function moment(order: number, most: number, skew: number): number {
  const integral = (exponent: number): number =>
    Math.abs(exponent) < 1e-9 ? Math.log(most) : (most ** exponent - 1) / exponent;
  return integral(order + 1 - skew) / integral(1 - skew);
}
