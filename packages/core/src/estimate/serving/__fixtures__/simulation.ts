import type { EngineProfile } from '../../engine/engineProfile.ts';
import { StepCost } from '../../stepCost.ts';
import type { StepTimer } from '../../stepTimer.ts';
import { gap, lengthIn, randomNumbers } from './randomNumbers.ts';
import { summary, type SimulatedAnswer, type SimulatedLoad } from './simulated.ts';
import type { SimulatedRequest, SimulatedResult } from './simulated.ts';

/**
 * Serves requests one step after another as an engine does, with no formula for waiting: what the closed form
 * is measured by. Only runs of steps in which nothing comes or goes are taken at once.
 */
export class Simulation {
  private readonly timer: StepTimer;
  private readonly engine: EngineProfile;
  private readonly load: SimulatedLoad;
  private readonly random: () => number;
  private readonly cost = new StepCost();
  private now = 0;
  private step = 0;
  /** Steps that have generated. */
  private generated = 0;
  private running = 0;
  private contexts = 0;
  /** Who is done after which of these steps, in a ring. */
  private readonly ends: SimulatedRequest[][];
  private arriving: SimulatedRequest[] = [];
  private readonly seen: SimulatedRequest[] = [];
  private prompts: SimulatedRequest[] = [];
  private nextArrival = Infinity;
  private readonly answers: SimulatedAnswer[] = [];
  private generatingSeconds = 0;
  private countedFrom = 0;
  private warmup = 0;

  constructor(timer: StepTimer, engine: EngineProfile, load: SimulatedLoad, seed: number) {
    this.timer = timer;
    this.engine = engine;
    this.load = load;
    this.random = randomNumbers(seed);
    this.ends = Array.from({ length: load.output[1] + 1 }, () => []);
  }

  run(warmup: number, requests: number): SimulatedResult {
    const { users = 0, rate } = this.load;
    this.warmup = warmup;
    for (let user = 0; user < users; user += 1) this.send(0);
    if (rate !== undefined) this.nextArrival = gap(rate, this.random);
    while (this.answers.length < warmup + requests) this.advance();
    const counted = this.answers.slice(warmup);
    return summary(counted, this.now - this.countedFrom, this.generatingSeconds);
  }

  private send(sent: number): void {
    const { waitSteps, costs } = this.engine;
    const prompt = lengthIn(this.load.input, this.random);
    // Requests come at any moment of a step, half a step before its end on average; but those of users who
    // are answered at its end, and send the next at once, come just there.
    const isAtOnce = this.load.users !== undefined && costs.requestSeconds === 0;
    const wait = isAtOnce ? waitSteps : Math.max(0, waitSteps - 0.5);
    const whole = Math.floor(wait);
    this.arriving.push({
      sent,
      ready: sent + costs.requestSeconds + costs.promptTokenSeconds * prompt,
      prompt,
      steps: lengthIn(this.load.output, this.random) - 1,
      wait: whole + (this.random() < wait - whole ? 1 : 0),
      seenAt: 0,
      taken: 0,
      first: 0,
    });
  }

  private advance(): void {
    const { engine, load } = this;
    while (this.nextArrival <= this.now) {
      this.send(this.nextArrival);
      this.nextArrival += gap(load.rate ?? 1, this.random);
    }
    const isIdle = this.running === 0 && this.prompts.length === 0;
    if (isIdle || this.step % engine.pollSteps === 0) this.look();
    // First come, first served.
    while (this.seen.length > 0 && this.running + this.prompts.length < load.places) {
      const index = this.seen.findIndex(({ seenAt, wait }) => isIdle || this.step >= seenAt + wait);
      if (index < 0) break;
      this.prompts.push(...this.seen.splice(index, 1));
    }
    if (this.prompts.length > 0) this.takeUp();
    else if (this.running > 0) this.generate();
    else this.now = Math.min(this.firstReady, this.nextArrival);
  }

  private get firstReady(): number {
    return Math.min(...this.arriving.map(({ ready }) => ready));
  }

  private look(): void {
    for (const request of this.arriving) {
      if (request.ready > this.now) continue;
      request.seenAt = this.step;
      this.seen.push(request);
    }
    this.arriving = this.arriving.filter(({ ready }) => ready > this.now);
  }

  /** One step that takes up a chunk of prompts, and generates beside it where the engine mixes. */
  private takeUp(): void {
    const { engine, timer, cost } = this;
    let left = engine.chunkTokens;
    let pieces = 0;
    let contexts = 0;
    const ready: SimulatedRequest[] = [];
    for (const prompt of this.prompts) {
      if (left === 0) break;
      const taken = Math.min(left, prompt.prompt - prompt.taken);
      pieces += 1;
      contexts += prompt.taken;
      prompt.taken += taken;
      left -= taken;
      if (prompt.taken === prompt.prompt) ready.push(prompt);
    }
    const tokens = (engine.chunkTokens - left) / pieces;
    const share = { sequences: pieces, tokens, context: contexts / pieces };
    const mixes = engine.scheduler === 'mixed' && this.running > 0;
    if (mixes) timer.mixed(this.generating, share, cost);
    else timer.prefill(share, cost);
    this.pass(cost.seconds, 1);
    if (mixes) this.endStep();
    this.prompts = this.prompts.slice(ready.length);
    for (const request of ready) {
      request.first = this.now;
      if (request.steps === 0) this.finish(request);
      else this.join(request);
    }
  }

  private endsAfter(steps: number): SimulatedRequest[] {
    return this.ends[(this.generated + steps) % this.ends.length] ?? [];
  }

  private join(request: SimulatedRequest): void {
    this.running += 1;
    this.contexts += request.prompt;
    this.endsAfter(request.steps).push(request);
  }

  private get generating() {
    return { sequences: this.running, tokens: 1, context: this.contexts / this.running };
  }

  /** Steps that only generate, until something may happen. */
  private generate(): void {
    const { engine, timer, cost } = this;
    const isWaiting = this.seen.some(({ seenAt, wait }) => this.step < seenAt + wait);
    const until = Math.min(this.nextArrival, this.firstReady) - this.now;
    let steps = 1;
    let most = isWaiting ? 1 : Infinity;
    if (until < Infinity && engine.pollSteps > 1) {
      most = Math.min(most, engine.pollSteps - (this.step % engine.pollSteps));
    } else if (until < Infinity && !isWaiting) {
      timer.decode(this.generating, cost);
      most = Math.max(1, Math.ceil(until / cost.seconds));
    }
    while (steps < most && this.endsAfter(steps).length === 0) steps += 1;
    const { sequences, tokens, context } = this.generating;
    timer.decode({ sequences, tokens, context: context + (steps - 1) / 2 }, cost);
    this.pass(cost.seconds * steps, steps);
    this.generated += steps - 1;
    this.contexts += this.running * (steps - 1);
    this.endStep();
  }

  private pass(seconds: number, steps: number): void {
    [this.now, this.step] = [this.now + seconds, this.step + steps];
    this.generatingSeconds += this.running * seconds;
  }

  /** Every sequence has one more token; some are done. */
  private endStep(): void {
    this.generated += 1;
    this.contexts += this.running;
    for (const request of this.endsAfter(0).splice(0)) {
      this.running -= 1;
      this.contexts -= request.prompt + request.steps;
      this.finish(request);
    }
  }

  private finish({ sent, first, steps }: SimulatedRequest): void {
    const perToken = (this.now - first) / Math.max(steps, 1);
    this.answers.push({ first: first - sent, perToken, total: this.now - sent });
    if (this.answers.length === this.warmup) {
      this.countedFrom = this.now;
      this.generatingSeconds = 0;
    }
    if (this.load.users !== undefined) this.send(this.now);
  }
}
