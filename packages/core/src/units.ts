/**
 * A size in memory or on a link, in bytes.
 *
 * @example
 * import { gigabytes, type Bytes } from '@mantile/core';
 * const capacity: Bytes = gigabytes(80);
 * capacity // => 80000000000
 * @category Units
 */
export type Bytes = number & { readonly '~unit': 'bytes' };

/**
 * A memory bandwidth in bytes per second.
 *
 * @example
 * import { gigabytesPerSecond, type BytesPerSecond } from '@mantile/core';
 * const bandwidth: BytesPerSecond = gigabytesPerSecond(3350);
 * bandwidth // => 3350000000000
 * @category Units
 */
export type BytesPerSecond = number & { readonly '~unit': 'bytesPerSecond' };

/**
 * A link bandwidth in bytes per second **in one direction**, as one package sends.
 *
 * @example
 * import { gigabytesPerSecondPerDirection, type BytesPerSecondPerDirection } from '@mantile/core';
 * const nvlink4: BytesPerSecondPerDirection = gigabytesPerSecondPerDirection(450);
 * nvlink4 // => 450000000000
 * @category Units
 */
export type BytesPerSecondPerDirection = number & {
  readonly '~unit': 'bytesPerSecondPerDirection';
};

/**
 * A peak rate of **dense** arithmetic, in floating-point (or integer) operations per second.
 *
 * @example
 * import { teraflops, type FlopsPerSecond } from '@mantile/core';
 * const peak: FlopsPerSecond = teraflops(989);
 * peak // => 989000000000000
 * @category Units
 */
export type FlopsPerSecond = number & { readonly '~unit': 'denseFlopsPerSecond' };

/**
 * A span of time in seconds.
 *
 * @example
 * import { microseconds, type Seconds } from '@mantile/core';
 * const latency: Seconds = microseconds(2);
 * latency // => 0.000002
 * @category Units
 */
export type Seconds = number & { readonly '~unit': 'seconds' };

/**
 * Takes a number of bytes as a size.
 *
 * @example
 * import { bytes } from '@mantile/core';
 * bytes(1024) // => 1024
 * @category Units
 */
export function bytes(count: number): Bytes {
  return count as Bytes;
}

/**
 * Decimal gigabytes (10⁹ bytes), the unit of datasheets and bandwidths.
 *
 * @example
 * import { gigabytes } from '@mantile/core';
 * gigabytes(141) // => 141e9
 * @category Units
 */
export function gigabytes(count: number): Bytes {
  return (count * 1e9) as Bytes;
}

/**
 * Binary gibibytes (2³⁰ bytes), the unit in which most accelerator memories are really built.
 *
 * @example
 * import { gibibytes } from '@mantile/core';
 * gibibytes(80) // => 85899345920
 * @category Units
 */
export function gibibytes(count: number): Bytes {
  return (count * 2 ** 30) as Bytes;
}

/**
 * A memory bandwidth from decimal gigabytes per second.
 *
 * @example
 * import { gigabytesPerSecond } from '@mantile/core';
 * gigabytesPerSecond(4800) // => 4.8e12
 * @category Units
 */
export function gigabytesPerSecond(count: number): BytesPerSecond {
  return (count * 1e9) as BytesPerSecond;
}

/**
 * A link bandwidth from decimal gigabytes per second in one direction.
 *
 * @example
 * import { gigabytesPerSecondPerDirection } from '@mantile/core';
 * gigabytesPerSecondPerDirection(900) // => 9e11
 * @category Units
 */
export function gigabytesPerSecondPerDirection(count: number): BytesPerSecondPerDirection {
  return (count * 1e9) as BytesPerSecondPerDirection;
}

/**
 * A link bandwidth from a vendor headline that adds up both directions: half of it counts.
 *
 * @example
 * import { gigabytesPerSecondBothDirections } from '@mantile/core';
 * gigabytesPerSecondBothDirections(900) // => 450e9
 * @category Units
 */
export function gigabytesPerSecondBothDirections(count: number): BytesPerSecondPerDirection {
  return (count * 0.5e9) as BytesPerSecondPerDirection;
}

/**
 * A dense peak from 10¹² operations per second.
 *
 * @example
 * import { teraflops } from '@mantile/core';
 * teraflops(2250) // => 2.25e15
 * @category Units
 */
export function teraflops(count: number): FlopsPerSecond {
  return (count * 1e12) as FlopsPerSecond;
}

/**
 * A span of time from seconds.
 *
 * @example
 * import { seconds } from '@mantile/core';
 * seconds(0.5) // => 0.5
 * @category Units
 */
export function seconds(count: number): Seconds {
  return count as Seconds;
}

/**
 * A span of time from microseconds, the scale of link latencies and kernel launches.
 *
 * @example
 * import { microseconds } from '@mantile/core';
 * microseconds(10) // => 0.00001
 * @category Units
 */
export function microseconds(count: number): Seconds {
  return (count / 1e6) as Seconds;
}
