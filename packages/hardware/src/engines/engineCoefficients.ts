/** A generation of chips whose engines were observed, told by its architecture. */
export type EngineGeneration = 'Hopper' | 'Blackwell' | 'CDNA3' | 'CDNA4';

/** What kernels take in a served engine against what is known of them. */
export interface KernelCoefficients {
  /** Times the time that the calibration of kernels says. */
  readonly kernelFactor: number;
  /** More, for each kernel. */
  readonly kernelMicroseconds: number;
}

/** What served requests show of one version of an engine. */
export interface EngineVersion {
  readonly version: string;
  /** Taking a request in and sending its first token out. */
  readonly requestMilliseconds: number;
  /** Its kernels, by the generation of chips that it was observed on. */
  readonly kernels: Readonly<Partial<Record<EngineGeneration, KernelCoefficients>>>;
}

/** All that is fitted to served requests. */
export interface EngineCoefficients {
  /** Steps that requests wait longer where engines look for new ones only every so many steps. */
  readonly polledWaitSteps: number;
  /** Of chips whose kernels nobody measured, with an engine that was not observed there. */
  readonly generations: Readonly<Partial<Record<EngineGeneration, KernelCoefficients>>>;
  /** The versions of each engine, the newest last. */
  readonly engines: Readonly<
    Record<'vllm' | 'sglang' | 'trtllm' | 'atom', readonly [EngineVersion, ...EngineVersion[]]>
  >;
}
