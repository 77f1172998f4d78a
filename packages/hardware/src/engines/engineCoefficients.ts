/** Chips whose engines were observed, told by their architecture. */
export const generations = ['Hopper', 'Blackwell', 'CDNA3', 'CDNA4'] as const;

/** A generation of chips whose engines were observed. */
export type EngineGeneration = (typeof generations)[number];

/** What a generation's kernels take against what is known of them without measurements. */
export interface KernelCoefficients {
  /** Times the time that the calibration of kernels says. */
  readonly kernelFactor: number;
  /** More, for each kernel. */
  readonly kernelMicroseconds: number;
}

/** What served requests show of an engine. */
export interface FittedEngine {
  /** The version that was measured. */
  readonly version: string;
  /** Taking a request in and sending its first token out. */
  readonly requestMilliseconds: number;
  /** Its kernels on a generation of chips against those measured, on top of what the generation has. */
  readonly kernelFactors: Readonly<Partial<Record<EngineGeneration, number>>>;
}

/** All that is fitted to served requests. */
export interface EngineCoefficients {
  /** Of chips whose kernels nobody measured. */
  readonly generations: Readonly<Partial<Record<EngineGeneration, KernelCoefficients>>>;
  readonly engines: Readonly<Record<'vllm' | 'sglang' | 'trtllm' | 'atom', FittedEngine>>;
}
