import type { Model } from '../../model.ts';
import { attentionGroups } from '../attentionGroups.ts';
import { Growth } from '../contexts/growth.ts';
import { StepContexts } from '../contexts/stepContexts.ts';
import type { EngineProfile } from '../engine/engineProfile.ts';
import type { RequestShape } from '../requestShape.ts';
import { StepCost } from '../stepCost.ts';
import type { StepTimer } from '../stepTimer.ts';
import type { Served } from './served.ts';

/** A smaller model, whose tokens come one after another. */
export interface Draft {
  readonly model: Model;
  /** What one token takes for so many sequences at such a context; rewritten by the next call. */
  readonly stepAt: (sequences: number, context: number) => StepCost;
}

/** Whether a number of sequences is that of one batch, or the mean of many. */
export type Count = 'exact' | 'mean';

/** One copy of a model with its scheduler: the steps that a given number of sequences leads to. */
export class Replica {
  readonly timer: StepTimer;
  readonly engine: EngineProfile;
  readonly stages: number;
  readonly draft: Draft | undefined;
  /** Whether steps that take up prompts also generate. */
  readonly mixes: boolean;
  /** What was timed last: a step that only generates, prompts, and what generates beside these. */
  readonly generating = { sequences: 1, tokens: 1, context: 0, busiest: 1 };
  readonly prompts = { sequences: 1, tokens: 1, context: 0, busiest: 1 };
  readonly beside = { sequences: 1, tokens: 1, context: 0, busiest: 1 };
  readonly contexts: StepContexts;
  /** Batches under way in the stages of a pipeline when `generate` timed them: no more than there are sequences. */
  batches = 1;
  /** Attention-data parallel groups, each of which takes up prompts of its own, and those that generate. */
  private readonly groups: number;
  private readonly decodeGroups: number;
  private readonly one = new StepCost();
  private readonly full = { sequences: 1, tokens: 1, context: 0, busiest: 1 };

  constructor(timer: StepTimer, engine: EngineProfile, stages: number, draft?: Draft) {
    this.timer = timer;
    this.engine = engine;
    this.stages = stages;
    this.draft = draft;
    const models = draft === undefined ? [timer.decodeModel] : [timer.decodeModel, draft.model];
    this.contexts = new StepContexts(new Growth(models, timer.rules.causal));
    this.groups = attentionGroups(timer.prefillModel);
    this.decodeGroups = attentionGroups(timer.decodeModel);
    this.mixes = engine.scheduler === 'mixed' && timer.canMix;
  }

  /** Times a step in which `running` sequences generate, spread over the stages of a pipeline: the mean of all. */
  generate(shape: RequestShape, running: number, into: StepCost, count: Count = 'mean'): void {
    const { generating } = this;
    this.batches = Math.min(this.stages, Math.max(1, running));
    generating.sequences = Math.max(1, running / this.stages);
    generating.busiest = inBusiest(generating.sequences, this.decodeGroups, count);
    generating.tokens = shape.stepTokens;
    this.average(shape, into, this.generateAfter);
  }

  /** Times such a step after so many tokens. */
  readonly generateAfter = (context: number, into: StepCost): void => {
    const { generating } = this;
    generating.context = context;
    this.timer.decode(generating, into);
    // Drafted tokens come one after another, by a smaller model.
    const drafted = generating.tokens - 1;
    if (this.draft !== undefined && drafted > 0) {
      into.add(this.draft.stepAt(generating.sequences, context), drafted);
    }
    // Each stage has a batch of its own in hand: a sequence has its turn once all have had theirs.
    into.seconds = Math.max(into.seconds, into.intervalSeconds * this.batches);
  };

  /** Times a step that takes up prompts beside sequences that have so many tokens. */
  readonly mixAfter = (context: number, into: StepCost): void => {
    this.beside.context = context;
    this.timer.mixed(this.beside, this.prompts, into);
  };

  /** The mean of a step over the contexts of sequences that generate. */
  private average(
    shape: RequestShape,
    into: StepCost,
    step: (context: number, into: StepCost) => void,
  ): void {
    const contexts = this.contexts.of(shape);
    if (contexts.length === 1) {
      step(shape.meanContext, into);
      return;
    }
    into.clear();
    for (const { context, share } of contexts) {
      step(context, this.one);
      into.add(this.one, share);
    }
  }

  /** Times the steps that take up `batch` prompts at a time, while `running` sequences generate on average. */
  takeUp(
    shape: RequestShape,
    batch: number,
    running: number,
    served: Served,
    count: Count = 'mean',
  ): void {
    const { prompts, beside, timer, stages, batches } = this;
    const { prompt, decode } = served;
    const steps = this.layOut(shape, batch, count);
    served.promptBatch = batch;
    served.promptSteps = steps;
    served.isMixed = this.mixes && running > 0;
    if (served.isMixed) {
      beside.sequences = running / stages;
      beside.busiest = inBusiest(beside.sequences, this.decodeGroups, 'mean');
      beside.tokens = shape.stepTokens;
      this.average(shape, prompt, this.mixAfter);
    } else {
      timer.prefill(prompts, prompt);
    }
    // Chunks follow one another through the stages of a pipeline, the first of them full.
    served.fullStepSeconds = stages > 1 && steps > 1 ? this.fullStepSeconds(shape, served) : 0;
    served.promptSeconds =
      prompt.seconds + served.fullStepSeconds + (steps - 1) * prompt.intervalSeconds;
    const held = steps * prompt.intervalSeconds;
    const without = served.isMixed ? (steps * decode.seconds) / batches : 0;
    served.holdUpSeconds = Math.max(held - without, 0) / batch;
  }

  /** What the engine takes for a request beside its steps. */
  requestSeconds({ promptTokens }: RequestShape): number {
    const { requestSeconds, promptTokenSeconds } = this.engine.costs;
    return requestSeconds + promptTokenSeconds * promptTokens;
  }

  /** By how much longer a full chunk is in the stages behind the first than one of the steps that are all alike. */
  private fullStepSeconds(shape: RequestShape, { prompt, isMixed }: Served): number {
    const { prompts, beside, full, timer, one } = this;
    const times = this.engine.chunkTokens / (prompts.busiest * prompts.tokens);
    full.tokens = Math.min(shape.freshTokens, prompts.tokens * times);
    full.busiest = this.engine.chunkTokens / full.tokens;
    full.sequences = (prompts.sequences / prompts.busiest) * full.busiest;
    full.context = Math.max(0, prompts.context - (full.tokens - prompts.tokens) / 2);
    if (isMixed) timer.mixed(beside, full, one);
    else timer.prefill(full, one);
    const behind = one.seconds - one.intervalSeconds;
    return Math.max(0, behind - (prompt.seconds - prompt.intervalSeconds));
  }

  /** Prompts that fit into one step, or that fill as many steps as one of them needs. */
  mostPrompts(shape: RequestShape): number {
    const chunks = shape.freshTokens / this.engine.chunkTokens;
    return (Math.ceil(chunks) / chunks) * this.groups;
  }

  /** Steps that a prompt fills: less than one when it shares them with others. */
  chunksOf({ freshTokens }: RequestShape): number {
    return freshTokens / this.engine.chunkTokens / this.groups;
  }

  /**
   * Deals the fresh tokens of a batch of prompts out to steps, all alike; returns how many steps. Groups that
   * split a batch each take up prompts of their own, up to a chunk in a step: the busiest says how many steps.
   */
  private layOut(shape: RequestShape, batch: number, count: Count): number {
    const { freshTokens, cachedTokens, promptSquare } = shape;
    const { prompts: into, groups } = this;
    const own = inBusiest(batch, groups, count);
    // What fills a step to the last token must not need another one for the last bit of a double.
    const steps = Math.max(1, Math.ceil((own * freshTokens) / this.engine.chunkTokens - 1e-9));
    // A prompt longer than a chunk goes through several steps, later ones after more of its own tokens.
    into.busiest = Math.max(1, own / steps);
    // Whole prompts have their own length, to the last bit: half a token more or less is rounded.
    into.tokens = own < steps ? (own * freshTokens) / steps : freshTokens;
    into.sequences = (batch / own) * into.busiest;
    // Long prompts have more tokens, each of which looks back on more: a token is after as many as in E[p²] / E[p].
    into.context = Math.max(0, (cachedTokens + freshTokens / 2) * promptSquare - into.tokens / 2);
    return steps;
  }
}

/** How many sequences the busiest of so many groups has: none has a part of one, other than on average. */
function inBusiest(sequences: number, groups: number, count: Count): number {
  const each = sequences / groups;
  if (groups === 1) return each;
  return count === 'exact' ? Math.ceil(each - 1e-9) : Math.max(each, Math.min(sequences, 1));
}
