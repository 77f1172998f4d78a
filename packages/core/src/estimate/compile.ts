import { FaultList } from '../errors.ts';
import { asSystem } from '../hardware/asSystem.ts';
import type { Chip, System } from '../hardware/system.ts';
import { efficiencyOf } from '../metrics/measuring.ts';
import { describeValue } from '../internal/describeValue.ts';
import type { Model } from '../model.ts';
import { Tally } from '../operations/tally.ts';
import { StepFrame } from '../step.ts';
import { scaledEfficiency } from '../timing/scaledEfficiency.ts';
import { plainEngine } from './engine/engineProfile.ts';
import { MemoryMeter } from './memoryMeter.ts';
import { phasesOf, readOptions, type EstimateOptions, type ServedModel } from './options.ts';
import { Replica, type Draft } from './serving/replica.ts';
import { StepCost } from './stepCost.ts';
import { StepTimer, type TimingRules } from './stepTimer.ts';

/** What of an estimate does not depend on the workload: the checked options, and one copy of the model. */
export function compile(model: ServedModel, hardware: Chip | System, options: EstimateOptions) {
  const system = asSystem(hardware);
  const faults = new FaultList();
  const known = readOptions(options, system, faults);
  requireModel(model, faults);
  requireDraft(known.draft, faults);
  const { prefill, decode } = phasesOf(model);
  const packages = decode.numPackages * known.pipelineStages;
  if (prefill.numPackages !== decode.numPackages) {
    faults.add({
      code: 'model.invalid',
      path: 'model.prefill',
      value: prefill.numPackages,
      legal: [decode.numPackages],
      message:
        'both phases run on the same packages, so that their numbers must agree; for two pools there is estimatePools().',
    });
  }
  const drafters = known.draft?.numPackages ?? 1;
  if (drafters > decode.numPackages) {
    faults.add({
      code: 'model.invalid',
      path: 'options.draft',
      value: drafters,
      message: `the draft model is spread over ${drafters} packages, and drafts for a model on ${decode.numPackages}; spread it over no more.`,
    });
  }
  requireReach(packages, system, faults);
  for (const phase of new Set([prefill, decode])) requireWork(phase, faults);
  faults.throwIfAny();
  const { causal, overlap, pipelineStages, draft } = known;
  // Datasheet peaks go with an engine that costs nothing, whatever its schedule.
  const { costs, kernelFactor } = known.fidelity === 'ideal' ? plainEngine : known.engine;
  const engine = { ...known.engine, costs, kernelFactor };
  const efficiency = scaledEfficiency(efficiencyOf(system, known.fidelity), kernelFactor);
  const rules = { efficiency, overlap, causal, costs, pipelineStages };
  const timer = new StepTimer(prefill, decode, system, rules);
  return {
    system,
    known,
    packages,
    replica: new Replica(timer, engine, pipelineStages, draft && drafting(draft, system, rules)),
    memory: new MemoryMeter(prefill, decode, system, engine, pipelineStages, draft),
  };
}

/** By what it can do: a model may come from another copy of this package. */
function isModel(given: unknown): boolean {
  return typeof (given as Partial<Model> | null)?.forwardJoint === 'function';
}

function requireDraft(draft: unknown, faults: FaultList): void {
  if (draft === undefined || isModel(draft)) return;
  const message = `expected a Model, got ${describeValue(draft)}; buildModel() of @mantile/config makes one.`;
  faults.add({ code: 'model.invalid', path: 'options.draft', value: draft, message });
  faults.throwIfAny();
}

/** Refuses what is no model, before one of its layers is asked. */
function requireModel(model: unknown, faults: FaultList): void {
  const given = typeof model === 'object' && model !== null ? model : {};
  if (isModel(model)) return;
  if ('prefill' in given && 'decode' in given && isModel(given.prefill) && isModel(given.decode)) {
    return;
  }
  const message = `expected a Model, or { prefill, decode } with one each, got ${describeValue(model)}; buildModel() of @mantile/config makes one.`;
  faults.add({ code: 'model.invalid', path: 'model', value: model, message });
  faults.throwIfAny();
}

/** Notes a model that takes no time: nothing could be said of its throughput. */
function requireWork(model: Model, faults: FaultList): void {
  const tally = new Tally();
  const frame = new StepFrame().set({ phase: 'prefill', batchSize: 1, seqLen: 1 });
  model.forward(frame, tally);
  const moved = tally.weightReadBytes + tally.stateReadBytes + tally.stateWriteBytes;
  if (tally.flops + moved + tally.payloadBytes > 0) return;
  const message =
    'no layer of this model computes, reads or sends anything: there is no time to tell.';
  faults.add({ code: 'model.invalid', path: 'model', value: model.name, message });
}

/** Notes a replica on more packages than the links of a system join. */
function requireReach(packages: number, system: System, faults: FaultList): void {
  const most = system.tiers.at(-1)?.packages ?? 1;
  if (packages <= most) return;
  const hasLinks = system.tiers.length > 0;
  faults.add({
    code: hasLinks ? 'hardware.too_few_packages' : 'hardware.link_missing',
    path: 'hardware.tiers',
    value: most,
    message: `a replica runs on ${packages} packages, but ${system.name} ${
      hasLinks ? `joins only ${most}` : 'has no links'
    }; spread the model over fewer, or take a larger system.`,
  });
}

/** A draft model, whose steps belong to the same engine. */
function drafting(draft: Model, system: System, rules: TimingRules): Draft {
  const own = { ...rules, costs: plainEngine.costs, pipelineStages: 1 };
  const timer = new StepTimer(draft, draft, system, own);
  const cost = new StepCost();
  const stepAt = (sequences: number, context: number): StepCost => {
    timer.decode({ sequences, tokens: 1, context }, cost);
    return cost;
  };
  return { model: draft, stepAt };
}
