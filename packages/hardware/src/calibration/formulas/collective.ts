import { launchRange, shareRange, type CoefficientRange, type KernelFormula } from './formula.ts';

/** How much longer a launch takes per doubling of the packages beyond two. */
export const launchGrowthRange: CoefficientRange = {
  start: 0.3,
  low: 0.001,
  high: 3,
  meaning: 'growth of the fixed time per doubling of the packages beyond two',
};
/** How the share of the link that is reached changes with the packages. */
export const linkGrowthRange: CoefficientRange = {
  start: 0.2,
  low: -1,
  high: 1,
  meaning: 'exponent of packages/8 in the share of the link bandwidth',
};

/** The fixed time of an exchange among `packages`. */
export function exchangeLaunch(
  c: { readonly launch: number; readonly launchGrowth: number },
  packages: number,
): number {
  return c.launch * (1 + c.launchGrowth * (Math.log2(packages) - 1));
}

/** The share of the link bandwidth that `packages` reach: pass no more than were measured, two to four or eight. */
export function linkShare(
  c: { readonly linkEfficiency: number; readonly linkGrowth: number },
  packages: number,
): number {
  return packages === 8 ? c.linkEfficiency : c.linkEfficiency * (packages / 8) ** c.linkGrowth;
}

/** All-reduce, all-gather and reduce-scatter of a general library; its protocols change with size, hence the root. */
export const collective: KernelFormula<'collective'> = {
  text: 'launch·(1 + launchGrowth·(log2 n − 1)) + x/(linkEfficiency·(n/8)^linkGrowth) + ramp·√x; x = wire bytes / link bandwidth',
  ranges: {
    launch: launchRange(8),
    launchGrowth: launchGrowthRange,
    linkEfficiency: shareRange('the link bandwidth on eight packages', 0.85, 0.02, 1.3),
    linkGrowth: linkGrowthRange,
    ramp: { start: 4, low: 0.001, high: 30, meaning: 'ramp of the protocols, √µs' },
  },
  microseconds(c, s, rates) {
    const wire = (s.bytes * s.wireFactor) / rates.linkBytes;
    const share = linkShare(c, s.linkPackages ?? s.packages);
    return exchangeLaunch(c, s.packages) + wire / share + c.ramp * Math.sqrt(wire);
  },
  // What a package lacks has to reach it at least, even when a switch reduces.
  idealMicroseconds: (s, rates) => (s.bytes * (s.packages - 1)) / (s.packages * rates.linkBytes),
};
