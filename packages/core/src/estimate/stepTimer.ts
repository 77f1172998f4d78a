import { bytesPerElement } from '../dtype.ts';
import type { System } from '../hardware/system.ts';
import type { Model } from '../model.ts';
import { JointWork } from '../operations/jointWork.ts';
import { StepFrame, type CausalCount } from '../step.ts';
import { Clock } from '../timing/clock.ts';
import { groupLevels, type GroupLevels } from '../timing/collectives/group.ts';
import { cheapestCollectiveSeconds } from '../timing/collectives/choose.ts';
import { idealCollectiveSeconds } from '../timing/collectives/ideal.ts';
import type { Efficiency } from '../timing/efficiency.ts';
import { idealEfficiency } from '../timing/ideal.ts';
import type { CommunicationOverlap } from '../timing/overlap.ts';
import { RooflineClock } from '../timing/rooflineClock.ts';
import type { EngineCosts } from './engine/engineProfile.ts';
import { busiestStages, streamWidth } from './stages.ts';
import { StepCost } from './stepCost.ts';

/** Sequences of one step that are alike: how many, how many new tokens in each, after how many cached ones. */
export interface StepShare {
  readonly sequences: number;
  readonly tokens: number;
  readonly context: number;
  /** Sequences in the busiest data-parallel group; when absent, all are whole, and dealt out evenly. */
  readonly busiest?: number;
}

/** By which rules steps are timed. */
export interface TimingRules {
  readonly efficiency: Efficiency;
  readonly overlap: CommunicationOverlap;
  readonly causal: CausalCount;
  readonly costs: EngineCosts;
  readonly pipelineStages: number;
}

/** A step of a model on a system, as an engine runs it. */
export class StepTimer {
  readonly prefillModel: Model;
  readonly decodeModel: Model;
  readonly rules: TimingRules;
  private readonly clock: Clock | RooflineClock;
  private readonly joint: JointWork;
  private readonly prefillFrame = new StepFrame();
  private readonly decodeFrame = new StepFrame();
  private readonly stageCost = new StepCost();
  private readonly prefillStages: readonly Model[];
  private readonly decodeStages: readonly Model[];
  readonly boundary: Boundary | undefined;

  constructor(prefill: Model, decode: Model, system: System, rules: TimingRules) {
    this.prefillModel = prefill;
    this.decodeModel = decode;
    this.rules = rules;
    const { kernelSeconds, promptKernelSeconds } = rules.costs;
    this.clock =
      rules.efficiency === idealEfficiency && kernelSeconds + promptKernelSeconds === 0
        ? // It counts no kernels.
          new RooflineClock(system, rules.overlap)
        : new Clock(system, rules.efficiency, rules.overlap);
    this.joint = new JointWork(this.clock);
    this.prefillStages = busiestStages(prefill, rules.pipelineStages);
    this.decodeStages =
      prefill === decode ? this.prefillStages : busiestStages(decode, rules.pipelineStages);
    this.boundary = rules.pipelineStages === 1 ? undefined : new Boundary(decode, system, rules);
    for (const frame of [this.prefillFrame, this.decodeFrame]) frame.causal = rules.causal;
    this.prefillFrame.phase = 'prefill';
    this.decodeFrame.phase = 'decode';
  }

  /** Whether prompts and generating sequences can share a step: both then run through the very same layers. */
  get canMix(): boolean {
    return this.prefillModel === this.decodeModel;
  }

  /** A step that only generates. */
  decode(share: StepShare, into: StepCost): void {
    fill(this.decodeFrame, share);
    this.measure(this.decodeModel, this.decodeStages, false, into, share.sequences, share);
  }

  /** A step that only takes up prompts. */
  prefill(share: StepShare, into: StepCost): void {
    fill(this.prefillFrame, share);
    this.measure(this.prefillModel, this.prefillStages, true, into, share.sequences, share);
  }

  /** A step that takes up prompts beside sequences that generate. */
  mixed(generating: StepShare, prompts: StepShare, into: StepCost): void {
    fill(this.decodeFrame, generating);
    fill(this.prefillFrame, prompts);
    const sequences = generating.sequences + prompts.sequences;
    const { decodeModel } = this;
    this.measure(decodeModel, this.decodeStages, true, into, sequences, prompts, generating);
  }

  private measure(
    model: Model,
    stages: readonly Model[],
    hasPrompt: boolean,
    into: StepCost,
    sequences: number,
    share: StepShare,
    beside?: StepShare,
  ): void {
    const { clock, rules, boundary, stageCost } = this;
    const isMixed = beside !== undefined;
    into.clear();
    this.run(model, hasPrompt, isMixed);
    into.addClock(clock);
    into.addEngine(rules.costs, sequences, hasPrompt, clock.kernels);
    if (boundary === undefined) return;
    const rows = share.sequences * share.tokens + (isMixed ? beside.sequences * beside.tokens : 0);
    const handOver = boundary.seconds(rows);
    into.communicationSeconds += (rules.pipelineStages - 1) * handOver;
    into.seconds += (rules.pipelineStages - 1) * handOver;
    into.intervalSeconds = 0;
    for (const stage of stages) {
      stageCost.clear();
      this.run(stage, hasPrompt, isMixed);
      stageCost.addClock(clock);
      stageCost.addEngine(rules.costs, sequences, hasPrompt, clock.kernels);
      into.intervalSeconds = Math.max(into.intervalSeconds, stageCost.seconds + handOver);
    }
  }

  private run(model: Model, hasPrompt: boolean, isMixed: boolean): void {
    const { clock, joint, decodeFrame, prefillFrame } = this;
    clock.reset();
    if (isMixed) model.forwardJoint(decodeFrame, prefillFrame, joint);
    else model.forward(hasPrompt ? prefillFrame : decodeFrame, clock);
    // Closes the last layer.
    clock.enterLayer('end', 1);
  }
}

/** Makes a frame one of so many sequences. */
export function fill(frame: StepFrame, share: StepShare): void {
  const { sequences, tokens, context, busiest } = share;
  // Means of many steps: sequences need not be whole; positions are, since windows and blocks count them.
  frame.batchSize = sequences;
  frame.busiestSequences = busiest;
  frame.seqLen = Math.max(1, Math.round(tokens));
  frame.contextLen = Math.round(context);
  frame.length = frame.contextLen + frame.seqLen;
}

/** What one stage of a pipeline hands to the next: each package sends its copy of the activations. */
class Boundary {
  readonly bytesPerRow: number;
  private readonly levels: GroupLevels;
  private readonly isIdeal: boolean;

  constructor(model: Model, system: System, { efficiency }: TimingRules) {
    const format = model.blocks[0]?.layer.dtypes.activations;
    this.bytesPerRow = streamWidth(model) * (format === undefined ? 2 : bytesPerElement(format));
    const group = { name: 'pipeline', packages: 2, stride: model.numPackages } as const;
    this.levels = groupLevels(system, { ...group, collective: 'pointToPoint' });
    this.isIdeal = efficiency.overlapSpan === 'layer';
  }

  seconds(rows: number): number {
    const seconds = this.isIdeal ? idealCollectiveSeconds : cheapestCollectiveSeconds;
    return seconds('pointToPoint', rows * this.bytesPerRow, this.levels);
  }
}
