import type { CausalCount, DtypeName, EstimateNote, Fidelity, Workload } from '@mantile/core';

/** Engines that profiles are known of. */
export const engineNames = ['vllm', 'sglang', 'trtllm', 'atom'] as const;

/** The name of one of them. */
export type EngineName = (typeof engineNames)[number];

/** How a model is spread; `tensorParallel` is absent where it is to be found. */
interface Plan {
  readonly tensorParallel?: number | undefined;
  readonly sequenceParallel: number;
  readonly contextParallel: number;
  readonly expertParallel: number;
  readonly attentionDataParallel: number;
  readonly pipelineStages: number;
  readonly replicas: number;
}

/** Formats that were asked for; the model's own where absent. */
export interface Formats {
  readonly dtype?: DtypeName | undefined;
  readonly kvDtype?: DtypeName | undefined;
  readonly computeDtype?: DtypeName | undefined;
}

/** What was asked for, read and checked as far as that goes without model and hardware. */
export interface EstimateRequest {
  readonly plan: Plan;
  readonly workload: Workload;
  readonly formats: Formats;
  readonly engine: EngineName;
  readonly fidelity: Fidelity;
  readonly causal: CausalCount;
  readonly chunkTokens?: number | undefined;
  /** How unequally tokens fall on the packages of experts; 0 where all experts are liked equally. */
  readonly routingSkew?: number | undefined;
  readonly pricePerHourUsd?: number | undefined;
  /** Defaults that were taken. */
  readonly notes: readonly EstimateNote[];
}
