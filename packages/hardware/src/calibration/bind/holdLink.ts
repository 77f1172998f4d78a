import type { KernelFitOf } from '../calibration.ts';
import { wireFactor, type CollectiveKind } from '@mantile/core';
import { linkShare } from '../formulas/collective.ts';

/** What an exchange among so many packages puts on the links, and how many of them share these as measured. */
interface HeldLink {
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
function holdLink(
  packages: number,
  wireFactor: number,
  fit: KernelFitOf<'collective'> | KernelFitOf<'engineAllReduce'>,
): HeldLink {
  const { linkGrowth } = fit.coefficients;
  const reached = Math.min(packages, mostPackages(fit));
  const turn = linkGrowth > 0 ? 1 + 1 / linkGrowth : Infinity;
  if (reached <= turn) return { wireFactor, linkPackages: reached };
  const slowest = ringBytes(turn) / linkShare(fit.coefficients, turn);
  const held = (slowest * linkShare(fit.coefficients, reached)) / ringBytes(reached);
  return { wireFactor: wireFactor * held, linkPackages: reached };
}

/** What does not depend on the bytes of exchanges, worked out once for each kind and size of group. */
export class HeldLinks {
  private readonly known: Partial<Record<CollectiveKind, Map<number, HeldLink>>> = {};

  /** Sets what holds for an exchange among so many packages; an object spread would cost more than its formula. */
  fill(
    into: HeldLink & { readonly packages: number },
    collective: CollectiveKind,
    fit: KernelFitOf<'collective'> | KernelFitOf<'engineAllReduce'>,
  ): void {
    const { packages } = into;
    const known = (this.known[collective] ??= new Map<number, HeldLink>());
    let held = known.get(packages);
    if (held === undefined) {
      held = holdLink(packages, wireFactor(collective, packages), fit);
      known.set(packages, held);
    }
    into.wireFactor = held.wireFactor;
    into.linkPackages = held.linkPackages;
  }
}
