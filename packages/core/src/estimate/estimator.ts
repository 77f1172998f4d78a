import { FaultList } from '../errors.ts';
import type { Chip, System } from '../hardware/system.ts';
import type { Fidelity } from '../metrics/measuring.ts';
import type { Workload } from '../workload.ts';
import type { EngineProfile } from './engine/engineProfile.ts';
import { compile } from './compile.ts';
import { loadPerReplica } from './loadPerReplica.ts';
import { mostPlaces, type MemoryMeter } from './memoryMeter.ts';
import type { EstimateOptions, ServedModel } from './options.ts';
import { readRequest, type RequestShape } from './requestShape.ts';
import { report } from './report.ts';
import { serveBatch } from './serving/staticBatch.ts';
import { serveClosedLoop } from './serving/closedLoop.ts';
import { serveOpenLoop } from './serving/openLoop.ts';
import type { Replica } from './serving/replica.ts';
import { Served } from './serving/served.ts';
import { StepCost } from './stepCost.ts';
import type { Estimate } from './types.ts';

/**
 * Estimates one workload after another of a model on a system; what does not depend on the workload is done once.
 *
 * @example
 * import { Estimator, Model } from '@mantile/core';
 * import { system } from '@mantile/hardware';
 * import { GatedMLPLayer } from '@mantile/layers';
 * const model = new Model('feed-forward only', [
 *   { name: 'feedforward', layer: new GatedMLPLayer({ hiddenSize: 4096, intermediateSize: 14336 }), count: 32 },
 * ]);
 * const estimator = new Estimator(model, system('dgx-h100'));
 * const tokensPerSecond = (requests: number) =>
 *   estimator.estimate({ inputTokens: 1024, outputTokens: 256, load: { kind: 'concurrency', requests } })
 *     .outputTokensPerSecond;
 * tokensPerSecond(64) > 10 * tokensPerSecond(1) // => true
 * @category Estimates
 */
export class Estimator {
  readonly system: System;
  readonly fidelity: Fidelity;
  readonly engine: EngineProfile;
  readonly replicas: number;
  readonly stages: number;
  /** Packages of one replica. */
  readonly packagesPerReplica: number;
  /**
   * What a package of one copy holds.
   *
   * @internal
   */
  readonly memory: MemoryMeter;
  readonly hasDraft: boolean;
  /**
   * One copy of the model.
   *
   * @internal
   */
  readonly replica: Replica;
  /**
   * How the last workload was served.
   *
   * @internal
   */
  readonly served = new Served();

  constructor(model: ServedModel, hardware: Chip | System, options: EstimateOptions = {}) {
    const { system, known, packages, replica, memory } = compile(model, hardware, options);
    this.system = system;
    this.fidelity = known.fidelity;
    this.engine = known.engine;
    this.replicas = known.replicas;
    this.stages = known.pipelineStages;
    this.packagesPerReplica = packages;
    this.hasDraft = known.draft !== undefined;
    this.replica = replica;
    this.memory = memory;
  }

  /** How the model serves a workload. */
  estimate(workload: Workload): Estimate {
    const faults = new FaultList();
    const shape = readRequest(workload, faults);
    const load = loadPerReplica(workload.load, this.replicas, faults);
    faults.throwIfAny();
    const { served, replica, memory } = this;
    const held = memory.tokensHeld(shape);
    switch (load.kind) {
      case 'batch': {
        serveBatch(replica, shape, load.size, served);
        const occupied = memory.estimate(shape, load.size, shape.longest);
        return report(this, workload, shape, served, load.size, occupied);
      }
      case 'concurrency': {
        const { places, occupied } = memory.admit(shape, held, Math.ceil(load.requests));
        // Where not even one has room, times are those of packages with room enough.
        serveClosedLoop(replica, shape, load.requests, places || Infinity, served);
        return report(this, workload, shape, served, places, occupied);
      }
      case 'rate': {
        const { places } = memory.admit(shape, held, mostPlaces);
        serveOpenLoop(replica, shape, load.requestsPerSecond, places || mostPlaces, served);
        const occupied = memory.estimate(shape, Math.max(1, Math.ceil(served.running)), held);
        return report(this, workload, shape, served, places, occupied);
      }
    }
  }

  /** Whether prompts and generating sequences can share a step. */
  get canMix(): boolean {
    return this.replica.timer.canMix;
  }

  /**
   * The part of a prompt's time that it would also take without the cached tokens before it.
   *
   * @internal
   */
  promptShareOfFreshTokens({ freshTokens, cachedTokens }: RequestShape): number {
    const { timer } = this.replica;
    const tokens = Math.min(freshTokens, this.engine.chunkTokens);
    const own = (freshTokens - tokens) / 2;
    const alone = new StepCost();
    const behind = new StepCost();
    timer.prefill({ sequences: 1, tokens, context: own }, alone);
    timer.prefill({ sequences: 1, tokens, context: cachedTokens + own }, behind);
    return alone.intervalSeconds / behind.intervalSeconds;
  }
}

/**
 * Estimates how a model serves a workload on a system: time to the first token and between tokens,
 * throughput, memory, energy, cost.
 *
 * @example
 * import { estimate } from '@mantile/core';
 * import { buildModel } from '@mantile/config';
 * import { llama_3_1_8b } from '@mantile/config/models';
 * import { system } from '@mantile/hardware';
 * const model = buildModel(llama_3_1_8b, { parallelism: { tensorParallel: 2 } });
 * const load = { kind: 'concurrency', requests: 16 } as const;
 * const { memory, bottleneck, fidelity } = estimate(model, system('dgx-h100'), { inputTokens: 1024, outputTokens: 256, load });
 * [memory.weights, memory.fits, bottleneck, fidelity] // => [8030527488, true, 'memory', 'ideal']
 * @category Estimates
 */
export function estimate(
  model: ServedModel,
  hardware: Chip | System,
  workload: Workload,
  options: EstimateOptions = {},
): Estimate {
  return new Estimator(model, hardware, options).estimate(workload);
}
