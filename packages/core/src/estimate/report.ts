import type { Workload } from '../workload.ts';
import { bottleneckOf } from '../timing/bottleneck.ts';
import { costOf, energyOf } from './expenses.ts';
import type { Estimator } from './estimator.ts';
import { notesOf } from './notes.ts';
import type { RequestShape } from './requestShape.ts';
import { machineTime } from './serving/machineTime.ts';
import type { Served } from './serving/served.ts';
import type { StepCost } from './stepCost.ts';
import type { StepShare } from './stepTimer.ts';
import type { Estimate, MemoryEstimate, StepEstimate } from './types.ts';

/** The answer, in the units that people read. */
export function report(
  estimator: Estimator,
  workload: Workload,
  shape: RequestShape,
  served: Served,
  places: number,
  memory: MemoryEstimate,
): Estimate {
  const { replica, replicas, packagesPerReplica, stages, fidelity, engine } = estimator;
  const packages = packagesPerReplica * replicas;
  const active = activeReplicas(workload, replicas);
  const requestsPerSecond = served.requestsPerSecond * active;
  const outputTokensPerSecond = requestsPerSecond * shape.answerTokens;
  const totalTokensPerSecond = requestsPerSecond * (shape.promptTokens + shape.answerTokens);
  const tpotMs =
    shape.answerTokens > 1 ? (served.generationSeconds / (shape.answerTokens - 1)) * 1e3 : 0;
  const spent = machineTime(shape, served, stages);
  // Shares of the time of the packages that work, idle replicas counted as well.
  const busyShare = (served.requestsPerSecond * active) / replicas / stages;
  const energy = energyOf(estimator.system.chip, packages, outputTokensPerSecond);
  const cost = costOf(estimator, packages, requestsPerSecond, shape, spent);
  return {
    ttftMs: served.firstTokenSeconds * 1e3,
    ttftP50Ms: served.firstTokenQuantile(0.5) * 1e3,
    ttftP99Ms: served.firstTokenQuantile(0.99) * 1e3,
    tpotMs,
    itlMs: served.decode.seconds * 1e3,
    e2eMs: served.requestTotalSeconds * 1e3,
    requestsPerSecond,
    outputTokensPerSecond,
    outputTokensPerSecondPerPackage: outputTokensPerSecond / packages,
    outputTokensPerSecondPerUser: tpotMs > 0 ? 1e3 / tpotMs : 0,
    totalTokensPerSecond,
    totalTokensPerSecondPerPackage: totalTokensPerSecond / packages,
    packages,
    running: served.running,
    places,
    queueMs: (served.placeSeconds + served.queueSeconds) * 1e3,
    steps: {
      prefill: stepOf(replica.prompts, served.promptSteps, served.prompt),
      decode: stepOf({ ...replica.generating, context: shape.meanContext }, 1, served.decode),
    },
    memory,
    bottleneck: bottleneckOf(
      spent.computeSeconds,
      spent.memorySeconds,
      spent.communicationSeconds,
      spent.overheadSeconds,
    ),
    modelFlopsUtilization: spent.arithmeticSeconds * busyShare,
    bandwidthUtilization: spent.trafficSeconds * busyShare,
    ...(energy !== undefined && { energy }),
    ...(cost !== undefined && { cost }),
    fidelity,
    engine: engine.version === undefined ? engine.name : `${engine.name} ${engine.version}`,
    notes: notesOf(estimator, workload, shape, served, places, memory),
  };
}

/** Replicas that anyone uses: fewer users than replicas leave some idle. */
function activeReplicas({ load }: Workload, replicas: number): number {
  if (load.kind === 'concurrency') return Math.min(replicas, load.requests);
  return load.kind === 'batch' ? load.size / Math.ceil(load.size / replicas) : replicas;
}

/** A step as it was timed. */
function stepOf(
  { sequences, tokens, context }: StepShare,
  steps: number,
  cost: StepCost,
): StepEstimate {
  return {
    sequences,
    tokensPerSequence: tokens,
    contextTokens: context,
    steps,
    ms: cost.seconds * 1e3,
    computeMs: cost.computeSeconds * 1e3,
    memoryMs: cost.memorySeconds * 1e3,
    communicationMs: cost.communicationSeconds * 1e3,
    overheadMs: cost.overheadSeconds * 1e3,
  };
}
