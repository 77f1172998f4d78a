import { exchangeLaunch, launchGrowthRange, linkGrowthRange, linkShare } from './collective.ts';
import { launchRange, shareRange, type KernelFormula } from './formula.ts';

/** An all-to-all of a general library: a quick protocol of poor bandwidth, then one with a start-up of its own. */
export const libraryAllToAll: KernelFormula<'libraryAllToAll'> = {
  text:
    'launch·(1 + launchGrowth·(log2 n − 1)) + [small^−3 + large^−3]^(−1/3); small = x/smallEfficiency; ' +
    'large = largeLaunch·(1 + launchGrowth·(log2 n − 1)) + x/(linkEfficiency·(n/8)^linkGrowth)',
  ranges: {
    launch: launchRange(8),
    launchGrowth: launchGrowthRange,
    linkEfficiency: shareRange('the link bandwidth on eight packages', 0.8, 0.02, 1.3),
    linkGrowth: linkGrowthRange,
    smallEfficiency: shareRange('the link bandwidth for small pieces', 0.1, 0.005, 1),
    largeLaunch: launchRange(8, 100),
  },
  microseconds(c, s, rates) {
    const wire = (s.bytes * s.wireFactor) / rates.linkBytes;
    const growth = 1 + c.launchGrowth * (Math.log2(s.packages) - 1);
    const small = wire / c.smallEfficiency;
    const large = c.largeLaunch * growth + wire / linkShare(c, s.linkPackages ?? s.packages);
    return exchangeLaunch(c, s.packages) + (small ** -3 + large ** -3) ** (-1 / 3);
  },
  // Of what a package holds, its own piece stays.
  idealMicroseconds: (s, rates) => (s.bytes * s.wireFactor) / rates.linkBytes,
};
