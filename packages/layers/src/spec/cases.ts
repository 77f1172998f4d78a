import type { CausalCount, CommunicationOverlap, LayerSetup, Step } from '@mantile/core';

/**
 * The hardware figures of a case with times: one chip, and one tier of links between its packages.
 *
 * @example
 * import type { SpecHardware } from '@mantile/layers/spec';
 * const roundChip: SpecHardware = { peakFlops: { bf16: 1e15 }, memoryBandwidth: 4e12 };
 * roundChip.linkBandwidth // => undefined
 * @category Executable specs
 */
export interface SpecHardware {
  /** Dense FLOPs per second, by the name of the number format. */
  readonly peakFlops: Readonly<Record<string, number>>;
  /** Bytes per second. */
  readonly memoryBandwidth: number;
  /** Bytes per second and direction; needed where packages communicate. */
  readonly linkBandwidth?: number | undefined;
  /** Seconds; none when absent. */
  readonly linkLatency?: number | undefined;
}

/**
 * One case of an executable spec: a layer, set up in one way, in one step.
 *
 * @example
 * import type { SpecCase } from '@mantile/layers/spec';
 * const decode: SpecCase = {
 *   title: 'decode',
 *   spec: { hiddenSize: 64, intermediateSize: 256 },
 *   step: { phase: 'decode', batchSize: 8, contextLen: 1023 },
 * };
 * decode.parallelism // => undefined
 * @category Executable specs
 */
export interface SpecCase extends LayerSetup {
  /** What sets it apart, for its heading. */
  readonly title: string;
  /** The spec of the layer, as its class takes it. */
  readonly spec: object;
  readonly step: Step;
  /** `dense` when absent. */
  readonly causal?: CausalCount | undefined;
  /** Adds times. */
  readonly hardware?: SpecHardware | undefined;
  /** `none` when absent. */
  readonly overlap?: CommunicationOverlap | undefined;
}
