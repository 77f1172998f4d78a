/**
 * What a kernel formula needs to know of a chip, in the units of kernel times: microseconds.
 *
 * @example
 * import { kernelFormulas, type KernelRates } from '@mantile/hardware';
 * const rates: KernelRates = { flops: 989e6, bytes: 3.35e6, multiprocessors: 132, cacheBytes: 50e6, linkBytes: 450e3, networkBytes: 50e3 };
 * kernelFormulas.memoryPass.microseconds({ launch: 2, memoryEfficiency: 0.8 }, { bytes: 5.36e6 }, rates) // => 4
 * @category Calibration
 */
export interface KernelRates {
  /** Dense FLOPs per microsecond in the format of the kernel. */
  readonly flops: number;
  /** Bytes per microsecond from the first memory. */
  readonly bytes: number;
  /** Streaming multiprocessors, or what a vendor calls their like. */
  readonly multiprocessors: number;
  /** Last-level cache, in bytes. */
  readonly cacheBytes: number;
  /** Bytes per microsecond and direction to the other packages of a node. */
  readonly linkBytes: number;
  /** Bytes per microsecond and direction to other nodes. */
  readonly networkBytes: number;
}

/** Times that partly overlap: the longest of them when one dominates, more when several are alike. */
export function overlapped(first: number, second: number, third: number, power: number): number {
  // Powers cost more than all else of a formula: roots do for the most frequent two.
  if (power === 2) return Math.sqrt(first * first + second * second + third * third);
  if (power === 1.5) {
    const sum = first * Math.sqrt(first) + second * Math.sqrt(second) + third * Math.sqrt(third);
    return Math.cbrt(sum * sum);
  }
  const last = third === 0 ? 0 : raised(third, power);
  return raised(raised(first, power) + raised(second, power) + last, 1 / power);
}

/** A power of a number that is not below 0, in a third of the time of `**`. */
function raised(base: number, power: number): number {
  return Math.exp(power * Math.log(base));
}

/**
 * The share of its traffic that a benchmark saves which repeats a kernel over data that fits the cache.
 * Serving finds weights and keys cold, so predictions pass no hot bytes and save nothing.
 */
export function sparedShare(
  hotBytes: number,
  cacheBytes: number,
  steepness: number,
  speedup: number,
): number {
  if (hotBytes === 0) return 0;
  return (1 - 1 / speedup) / (1 + (hotBytes / cacheBytes) ** steepness);
}
