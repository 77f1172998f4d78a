import type { Roofline } from './efficiency.ts';

/**
 * What the seconds of operations are lost to: each operation as its own roofline says, and launching.
 *
 * @example
 * import { Clock, constantEfficiency, gibibytes, gigabytesPerSecond, StepFrame, teraflops } from '@mantile/core';
 * import { MLPLayer } from '@mantile/layers';
 * const chip = {
 *   name: 'a round chip',
 *   peakFlops: { bf16: teraflops(100) },
 *   memory: [{ name: 'HBM', capacity: gibibytes(80), bandwidth: gigabytesPerSecond(1000) }],
 * } as const;
 * const poor = constantEfficiency({ name: 'poor', compute: 0.1, memory: 1, fusesPasses: true });
 * const clock = new Clock({ name: 'one', chip, tiers: [] }, poor);
 * const frame = new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 1000 });
 * new MLPLayer({ hiddenSize: 1000, intermediateSize: 2500 }).forward(frame, clock);
 * // 10 GFLOP at a tenth of 100 TFLOP/s: bound by computing, however little of the peak is reached
 * [clock.bounds.compute, clock.bounds.overhead] // => [0.001, 0]
 * @category Timing
 */
export class BoundSeconds {
  /** Operations whose arithmetic takes longer than their traffic, launching not counted. */
  compute = 0;
  /** All others. */
  memory = 0;
  /** Launching kernels: what no smaller size of an operation saves. */
  overhead = 0;

  /** An operation that takes so long, of which launching its kernels may take `launchSeconds`, `count` times. */
  add(
    { computeSeconds, memorySeconds }: Roofline,
    elapsed: number,
    launchSeconds: number,
    count: number,
  ): void {
    const launch = Math.min(elapsed - Math.max(computeSeconds, memorySeconds), launchSeconds);
    this.overhead += launch * count;
    // What falls short of a peak is lost at that peak: the roofline says which of the two it is.
    if (computeSeconds > memorySeconds) this.compute += (elapsed - launch) * count;
    else this.memory += (elapsed - launch) * count;
  }

  /** Starts again from zero. */
  reset(): void {
    this.compute = 0;
    this.memory = 0;
    this.overhead = 0;
  }
}
