import { buildModel, type BuildPhasesOptions } from '@mantile/config';
import {
  Estimator,
  estimatePools,
  plainEngine,
  type EngineProfile,
  type Model,
  type System,
} from '@mantile/core';
import { calibratedSystem, engineProfile, type EngineName } from '@mantile/hardware';
import type { Case } from './case.ts';
import { flagsOf, pollStepsOf } from './flags.ts';
import { systemOf } from './hardware.ts';
import { served } from './models.ts';

/** What is predicted of a case, in the units of what was measured. */
export interface Predicted {
  readonly tpotMs: number;
  /** A step of generating alone: what no measurement is below, at datasheet peaks. */
  readonly itlMs: number;
  readonly ttftMs: number;
  readonly e2eMs: number;
  readonly outputTokensPerSecondPerPackage: number;
}

/**
 * The client of InferenceMAX counts its whole run, in which slots fill up first and run empty at last: of the steady
 * throughput it sees this much.
 */
const steadyShare = 0.977;

const models = new Map<string, Model>();
const calibrated = new Map<string, System>();

/** The model of a case, built once for all cases alike. */
function modelOf({ model: id, config }: Case, build: BuildPhasesOptions): Model {
  const key = JSON.stringify([id, build]);
  const known = models.get(key);
  if (known !== undefined) return known;
  const model = buildModel(config, build);
  models.set(key, model);
  return model;
}

function calibratedSystemOf(each: Case): System {
  const { chip, engine, model, config, plan } = each;
  const key = `${chip} ${engine} ${model}`;
  const known = calibrated.get(key);
  if (known !== undefined) return known;
  const found = calibratedSystem(systemOf(chip), served(config, each, plan).calibration);
  calibrated.set(key, found);
  return found;
}

/** The profile of a case's engine on its chip, with the flags of the benchmark. */
export function profileOf(each: Case): EngineProfile {
  // What was fitted to one version stands for others of the same engine too.
  const version = each.source === 'InferenceMAX' ? each.version : undefined;
  const options = { version, pollSteps: pollStepsOf(each) };
  const profile = engineProfile(each.engine as EngineName, systemOf(each.chip), options);
  return { ...profile, ...flagsOf(each) };
}

/** A case through estimate(): by calibrated kernels and the engine's profile. */
export function predict(each: Case, engine: EngineProfile = profileOf(each)): Predicted {
  return run(each, calibratedSystemOf(each), engine, 'calibrated');
}

/** The same at datasheet peaks, by an engine that costs nothing. */
export function predictIdeal(each: Case): Predicted {
  const { scheduler, chunkTokens } = profileOf(each);
  const engine = { ...plainEngine, scheduler, chunkTokens };
  return run(each, systemOf(each.chip), engine, 'ideal');
}

function run(
  each: Case,
  system: System,
  engine: EngineProfile,
  fidelity: 'ideal' | 'calibrated',
): Predicted {
  const workload = {
    inputTokens: each.inputTokens,
    outputTokens: each.outputTokens,
    load: { kind: 'concurrency', requests: each.concurrency },
  } as const;
  const model = modelOf(each, each.build);
  if (each.pools !== undefined) {
    const { promptBuild, promptCopies, copies } = each.pools;
    const common = { hardware: system, engine, fidelity };
    const prefill = { ...common, model: modelOf(each, promptBuild), replicas: promptCopies };
    const found = estimatePools(
      { prefill, decode: { ...common, model, replicas: copies } },
      workload,
    );
    return {
      ...found,
      // Prompts of others hold nothing up.
      itlMs: found.tpotMs,
      outputTokensPerSecondPerPackage: steadyShare * found.outputTokensPerSecondPerPackage,
    };
  }
  const found = new Estimator(model, system, { engine, fidelity }).estimate(workload);
  return {
    tpotMs: found.tpotMs,
    itlMs: found.itlMs,
    ttftMs: found.ttftP50Ms,
    e2eMs: found.e2eMs,
    outputTokensPerSecondPerPackage: steadyShare * found.outputTokensPerSecondPerPackage,
  };
}
