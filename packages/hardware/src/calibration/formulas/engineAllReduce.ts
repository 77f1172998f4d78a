import { exchangeLaunch, launchGrowthRange, linkGrowthRange, linkShare } from './collective.ts';
import { launchRange, shareRange, type KernelFormula } from './formula.ts';

/**
 * The all-reduce that engines capture in a CUDA graph: each package reads all others (one shot) while
 * the tensor is small, then packages reduce slices and gather them (two shots, or the library's own).
 */
export const engineAllReduce: KernelFormula<'engineAllReduce'> = {
  text: 'launch·(1 + launchGrowth·(log2 n − 1)) + min((n − 1)·bytes/(link·oneShotEfficiency), twoShotLaunch + x/(linkEfficiency·(n/8)^linkGrowth) + ramp·√x)',
  ranges: {
    launch: launchRange(4),
    launchGrowth: launchGrowthRange,
    oneShotEfficiency: shareRange('the link bandwidth in one shot', 0.6),
    twoShotLaunch: launchRange(4),
    linkEfficiency: shareRange('the link bandwidth on eight packages', 0.8, 0.02, 1.3),
    linkGrowth: linkGrowthRange,
    ramp: { start: 1.5, low: 0.001, high: 30, meaning: 'ramp of the protocols, √µs' },
  },
  microseconds(c, s, rates) {
    const oneShot = ((s.packages - 1) * s.bytes) / (rates.linkBytes * c.oneShotEfficiency);
    const wire = (s.bytes * s.wireFactor) / rates.linkBytes;
    const share = linkShare(c, s.linkPackages ?? s.packages);
    const twoShots = c.twoShotLaunch + wire / share + c.ramp * Math.sqrt(wire);
    return exchangeLaunch(c, s.packages) + Math.min(oneShot, twoShots);
  },
  // What a package lacks has to reach it at least, even when a switch reduces.
  idealMicroseconds: (s, rates) => (s.bytes * (s.packages - 1)) / (s.packages * rates.linkBytes),
};
