/**
 * The engines that profiles are known of.
 *
 * @example
 * import type { EngineName } from '@mantile/hardware';
 * const engine: EngineName = 'vllm';
 * engine // => 'vllm'
 * @category Engines
 */
export type EngineName = 'vllm' | 'sglang' | 'trtllm' | 'atom';

/** A generation of chips whose engines were observed, told by its architecture. */
export type EngineGeneration = 'Hopper' | 'Blackwell' | 'CDNA3' | 'CDNA4';

/**
 * Served configurations of one model on one chip that an engine's costs were fitted to.
 *
 * @example
 * import { engineProfile, h100Sxm, type ObservedStack } from '@mantile/hardware';
 * const stacks: readonly ObservedStack[] = engineProfile('vllm', h100Sxm).basis.stacks;
 * stacks.map(({ chip, model, precision }) => `${chip} ${model} ${precision}`) // => ['h100 gpt-oss-120b fp4']
 * @category Engines
 */
export interface ObservedStack {
  /** As the benchmark names it. */
  readonly chip: string;
  readonly model: string;
  readonly precision: string;
  readonly configurations: number;
  /** Mean error of the time per token, in percent, when this stack was left out of the fit. */
  readonly leftOutTpotError: number;
}

/** What kernels take in a served engine against what is known of them. */
export interface KernelCoefficients {
  /** Times the time that the calibration of kernels says. */
  readonly kernelFactor: number;
  /** More, for each kernel. */
  readonly kernelMicroseconds: number;
}

/** The same, and what it was fitted to. */
interface ObservedKernels extends KernelCoefficients {
  readonly stacks: readonly ObservedStack[];
}

/** What served requests show of one version of an engine. */
export interface EngineVersion {
  readonly version: string;
  /** Taking a request in and sending its first token out: fitted to all stacks of the version. */
  readonly requestMilliseconds: number;
  /** Its kernels, by the generation of chips that it was observed on. */
  readonly kernels: Readonly<Partial<Record<EngineGeneration, ObservedKernels>>>;
}

/** All that is fitted to served requests. */
export interface EngineCoefficients {
  /** Steps that requests wait longer where engines look for new ones only every so many steps: fitted to SGLang's on B200. */
  readonly polledWaitSteps: number;
  /** Of chips whose kernels nobody measured, with an engine that was not observed there: fitted to all that were. */
  readonly generations: Readonly<Partial<Record<EngineGeneration, KernelCoefficients>>>;
  /** The versions of each engine, the newest last. */
  readonly engines: Readonly<Record<EngineName, readonly [EngineVersion, ...EngineVersion[]]>>;
}
