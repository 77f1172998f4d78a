import type { System } from '../hardware/system.ts';
import { wholeBytes } from '../internal/wholeBytes.ts';
import type { Model, ModelBlock } from '../model.ts';
import { HeldTally } from '../operations/heldTally.ts';
import { JointWork, type JointVisitor } from '../operations/jointWork.ts';
import type { Work } from '../operations/visitor.ts';
import { StepFrame } from '../step.ts';
import { areSpreadAlike } from './areSpreadAlike.ts';
import { attentionGroups } from './attentionGroups.ts';
import type { EngineProfile } from './engine/engineProfile.ts';
import type { RequestShape } from './requestShape.ts';
import { busiestStages, stagesOf } from './stages.ts';
import { stateOf } from './stateOf.ts';
import type { MemoryEstimate, StageMemory } from './types.ts';

/** Sequences that the search for room goes up to. */
export const mostPlaces = 1_048_576;

/** What of a request decides on memory. */
type HeldRequest = Pick<
  RequestShape,
  'freshTokens' | 'promptTokens' | 'stepTokens' | 'meanContext'
>;

/** What lies in the memory of the busiest package, for so many requests. */
export class MemoryMeter {
  /** Weights of the stage that holds most. */
  readonly weights: number;
  readonly capacity: number;
  /** Stages that differ from each other; below, all of them in order. */
  readonly stages: readonly Model[];
  private readonly pipeline: readonly Model[];
  readonly prefillStages: readonly Model[];
  private readonly keeping: readonly (readonly ModelBlock[])[];
  /** Whether packages hold the weights of two different plans. */
  readonly holdsBothPlans: boolean;
  readonly draft: Model | undefined;
  private readonly engine: EngineProfile;
  /** What these packages do, where others do the rest. */
  private readonly only: 'prefill' | 'decode' | undefined;
  private readonly isMixed: boolean;
  /** Attention-data parallel groups. */
  private readonly groups: number;
  private readonly frame = new StepFrame();
  private readonly prompts = new StepFrame();
  private readonly held = new HeldTally();

  constructor(
    prefill: Model,
    decode: Model,
    system: System,
    engine: EngineProfile,
    pipelineStages: number,
    draft?: Model,
    only?: 'prefill' | 'decode',
  ) {
    this.engine = engine;
    this.only = only;
    this.pipeline = stagesOf(decode, pipelineStages);
    this.stages = [...new Set(this.pipeline)];
    this.prefillStages = prefill === decode ? this.stages : busiestStages(prefill, pipelineStages);
    // Those that keep nothing need not be asked each time.
    this.keeping = [...new Set([...this.stages, ...this.prefillStages])].map(({ blocks }) =>
      blocks.filter(({ layer }) => layer.state.length > 0),
    );
    this.capacity = system.chip.memory[0].capacity;
    this.isMixed = engine.scheduler === 'mixed' && prefill === decode && only === undefined;
    this.prompts.phase = 'prefill';
    this.groups = attentionGroups(prefill);
    const heaviest = (stages: readonly Model[]): number =>
      Math.max(...stages.map((stage) => stage.weightMemoryPerPackage));
    this.holdsBothPlans = !areSpreadAlike(prefill, decode);
    this.weights = heaviest(this.stages);
    if (this.holdsBothPlans) this.weights += heaviest(this.prefillStages);
    this.draft = draft;
    this.weights += draft?.weightMemoryPerPackage ?? 0;
  }

  /** What one sequence takes up while it is served: all of it in the end, about half of its answer on average. */
  tokensHeld({ longest, meanContext }: Pick<RequestShape, 'longest' | 'meanContext'>): number {
    return this.engine.admission === 'full' ? longest : meanContext + 1;
  }

  /** State of so many sequences of so many tokens, in whole blocks. */
  state(sequences: number, tokens: number): number {
    const frame = this.holding(sequences, tokens);
    let most = 0;
    for (const blocks of this.keeping) most = Math.max(most, stateOf(blocks, frame));
    return wholeBytes(most + stateOf(this.draft?.blocks ?? [], frame));
  }

  /** A step after which so many sequences have so many tokens, in whole blocks. */
  holding(sequences: number, tokens: number): StepFrame {
    const { frame, engine } = this;
    frame.phase = 'decode';
    frame.batchSize = Math.ceil(sequences);
    frame.length = Math.ceil(tokens / engine.blockTokens) * engine.blockTokens;
    frame.seqLen = 1;
    frame.contextLen = frame.length - 1;
    return frame;
  }

  private perStage(sequences: number, tokens: number): StageMemory[] {
    const frame = this.holding(sequences, tokens);
    return this.pipeline.map((stage) => ({
      weights: stage.weightMemoryPerPackage,
      kvCache: wholeBytes(stateOf(stage.blocks, frame)),
    }));
  }

  /** What an engine keeps for itself. */
  get reserve(): number {
    const { memoryShare, workspaceBytes } = this.engine;
    return wholeBytes(this.capacity * (1 - memoryShare) + workspaceBytes);
  }

  /** Memory when so many sequences of so many tokens are there at a time. */
  estimate(shape: HeldRequest, sequences: number, tokens: number): MemoryEstimate {
    const { weights, capacity, reserve } = this;
    const kvCache = this.state(sequences, tokens);
    const { held } = this;
    held.reset();
    this.largestStep(shape, sequences, held, held);
    const activations = wholeBytes(held.activationBytes);
    const communication = wholeBytes(2 * held.largestPayload);
    const total = weights + kvCache + activations + communication + reserve;
    return {
      weights,
      kvCache,
      activations,
      communication,
      reserve,
      total,
      capacity,
      fits: total <= capacity,
      ...(this.pipeline.length > 1 && { stages: this.perStage(sequences, tokens) }),
    };
  }

  /** Memory when so many sequences have grown to so many tokens, prompts and answers together. */
  estimateContext(sequences: number, tokens: number): MemoryEstimate {
    const shape = { freshTokens: tokens, promptTokens: tokens, stepTokens: 1, meanContext: tokens };
    return this.estimate(shape, sequences, tokens);
  }

  /**
   * How many of `most` sequences have room at a time, and memory with those in it; where not even one has
   * room, with all of them.
   */
  admit(
    shape: HeldRequest,
    tokens: number,
    most: number,
  ): { readonly places: number; readonly occupied: MemoryEstimate } {
    let occupied = this.estimate(shape, most, tokens);
    if (occupied.fits) return { places: most, occupied };
    let low = 0;
    let high = most;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const tried = this.estimate(shape, middle, tokens);
      if (tried.fits) {
        low = middle;
        occupied = tried;
      } else {
        high = middle;
      }
    }
    return { places: low, occupied };
  }

  /** Sends the largest step to a visitor: a chunk of prompts, beside those who generate where both share a step. */
  largestStep(
    shape: HeldRequest,
    sequences: number,
    work: Work,
    joint: JointVisitor = new JointWork(work),
  ): void {
    const { frame, prompts, engine } = this;
    const tokens = Math.ceil(Math.min(shape.freshTokens, engine.chunkTokens));
    // Each group that a batch is split among takes up a chunk of its own.
    const most = Math.floor(engine.chunkTokens / tokens) * this.groups;
    prompts.batchSize = Math.max(1, Math.min(sequences, most));
    prompts.seqLen = tokens;
    prompts.contextLen = Math.floor(shape.promptTokens - tokens);
    prompts.length = prompts.contextLen + tokens;
    frame.phase = 'decode';
    frame.batchSize = Math.ceil(sequences);
    frame.seqLen = shape.stepTokens;
    frame.contextLen = Math.round(shape.meanContext);
    frame.length = frame.contextLen + frame.seqLen;
    if (this.isMixed) {
      for (const stage of this.stages) stage.forwardJoint(frame, prompts, joint);
      return;
    }
    const { only } = this;
    if (only !== 'prefill') for (const stage of this.stages) stage.forward(frame, work);
    if (only !== 'decode') for (const stage of this.prefillStages) stage.forward(prompts, work);
  }
}
