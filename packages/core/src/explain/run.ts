import { FaultList } from '../errors.ts';
import { Estimator } from '../estimate/estimator.ts';
import { loadPerReplica } from '../estimate/loadPerReplica.ts';
import { phasesOf, type EstimateOptions, type ServedModel } from '../estimate/options.ts';
import { readRequest, type RequestShape } from '../estimate/requestShape.ts';
import type { Served } from '../estimate/serving/served.ts';
import type { Estimate } from '../estimate/types.ts';
import type { Chip, System } from '../hardware/system.ts';
import type { Model } from '../model.ts';
import type { Load, Workload } from '../workload.ts';

/** An estimate, and what it was made from. */
export interface Run {
  readonly estimator: Estimator;
  readonly estimate: Estimate;
  readonly prefill: Model;
  readonly decode: Model;
  readonly shape: RequestShape;
  readonly served: Served;
  /** Of one replica. */
  readonly load: Load;
  /** Sequences that were timed as generating in a step, over all stages. */
  readonly generating: number;
  /** Requests of a replica that generate or wait for their first token with a place of their own. */
  readonly inService: number;
}

/** Estimates, and keeps what the estimate was made from. */
export function runOf(
  model: ServedModel,
  hardware: Chip | System,
  workload: Workload,
  options: EstimateOptions,
): Run {
  const estimator = new Estimator(model, hardware, options);
  const estimate = estimator.estimate(workload);
  const { served } = estimator;
  const faults = new FaultList();
  const shape = readRequest(workload, faults);
  const load = loadPerReplica(workload.load, estimator.replicas, faults);
  return {
    ...phasesOf(model),
    estimator,
    estimate,
    shape,
    served,
    load,
    generating: served.stepSequences,
    inService: served.requestsPerSecond * (served.requestTotalSeconds - served.queueSeconds),
  };
}

/** The engine's name and where its figures come from. */
export function engineSource({ estimator, estimate }: Run): string {
  const { source } = estimator.engine;
  const name = `engine profile ${estimate.engine}`;
  return source === undefined ? name : `${name}: ${source}`;
}
