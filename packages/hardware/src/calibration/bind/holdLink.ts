import type { KernelFitOf } from '../calibration.ts';
import { linkShare } from '../formulas/collective.ts';

/** An exchange whose share of the link is being told. */
export interface HeldExchange {
  readonly packages: number;
  wireFactor: number;
  linkPackages: number;
}

/** Packages of a node, where a calibration does not say how many were measured. */
const typicalPackages = 8;

/** The most packages that an exchange was measured among. */
export function mostPackages(fit: { readonly mostPackages?: number | undefined }): number {
  return fit.mostPackages ?? typicalPackages;
}

/** Bytes that each package sends in an all-reduce, per byte of the tensor; half of it when it gathers or scatters. */
function ringBytes(packages: number): number {
  return (2 * (packages - 1)) / packages;
}

/**
 * Carries the share of the link no further than it was measured, and lets it grow no faster than what an
 * exchange sends: with n packages that is (n − 1)/n per byte or twice that, which over a share that grows
 * as n^g turns at n = 1 + 1/g. More packages are never faster.
 */
export function holdLink(
  exchange: HeldExchange,
  fit: KernelFitOf<'collective'> | KernelFitOf<'engineAllReduce'>,
): void {
  const { linkGrowth } = fit.coefficients;
  const reached = Math.min(exchange.packages, mostPackages(fit));
  const turn = linkGrowth > 0 ? 1 + 1 / linkGrowth : Infinity;
  exchange.linkPackages = reached;
  if (reached <= turn) return;
  const slowest = ringBytes(turn) / linkShare(fit.coefficients, turn);
  exchange.wireFactor *= (slowest * linkShare(fit.coefficients, reached)) / ringBytes(reached);
}
