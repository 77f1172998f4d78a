import type { BuildPhasesOptions, ModelConfigDocument } from '@mantile/config';
import type { TokenLength } from '@mantile/core';

/** What was measured of one configuration; each in the unit that its name says. */
export interface Measured {
  readonly tpotMs: number;
  /** The median of the time to the first token; absent where only the mean is known, which the start of a test spoils. */
  readonly ttftMs?: number | undefined;
  readonly e2eMs?: number | undefined;
  readonly outputTokensPerSecondPerPackage?: number | undefined;
}

/** One measured configuration of an engine that serves a model on a chip. */
export interface Case {
  readonly id: string;
  /** The collection that it comes from. */
  readonly source: 'InferenceMAX' | 'aiconfigurator';
  readonly chip: string;
  readonly model: string;
  readonly engine: string;
  readonly precision: string;
  readonly version: string;
  /** How attention and experts are spread: tp, ep, attention-data parallel. */
  readonly plan: Plan;
  readonly concurrency: number;
  readonly inputTokens: TokenLength;
  readonly outputTokens: TokenLength;
  /** The catalogue's configuration of the model, and how it is built. */
  readonly config: ModelConfigDocument;
  readonly build: BuildPhasesOptions;
  readonly measured: Measured;
  /** Where prompts are taken up by packages of their own: those, while `plan` and `build` are of the ones that generate. */
  readonly pools?: Pools | undefined;
}

/** Two pools, each of so many copies of the model. */
interface Pools {
  readonly promptBuild: BuildPhasesOptions;
  readonly promptCopies: number;
  readonly copies: number;
}

/** Degrees of parallelism of a whole model. */
export interface Plan {
  readonly tensorParallel: number;
  readonly attentionDataParallel: number;
  readonly expertParallel: number;
}

/** A row that no case comes of, and why. */
export interface Refused {
  readonly id: string;
  readonly reason: string;
}

/** The stack of a case: what is left out together. */
export function stackOf({ chip, model, engine, precision, pools }: Case): string {
  return `${chip} ${model} ${engine} ${precision}${pools === undefined ? '' : ', two pools'}`;
}

/** Packages that a plan runs on. */
export function packagesOf({ tensorParallel, attentionDataParallel }: Plan): number {
  return tensorParallel * attentionDataParallel;
}
