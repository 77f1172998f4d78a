import type { Rhythm } from './rhythm.ts';

/** What decides how prompts of other requests come between a request and its first token. Times in steps. */
export interface Newcomers {
  /** Other requests. */
  readonly others: number;
  /** Steps that a request generates in. */
  readonly generating: number;
  /** Steps before it is taken up once it is seen. */
  readonly wait: number;
  /** Steps from one look for new requests to the next. */
  readonly look: number;
  /** Mean wait for a look, unless all others are done before it. */
  readonly untilLook: number;
  /** Steps that a prompt fills; less than one when several fit into a step. */
  readonly chunks: number;
  /** How far users have drifted apart since they began together: 1 if all over the time of an answer, 0 if not at all. */
  readonly drift: number;
}

/**
 * How prompts stand in line for the steps that take them up; rewritten each time, so that nothing is allocated.
 *
 * Answers end step by step, so new prompts come in groups: those of one step, or of all steps from one look for
 * new requests to the next. Where answers are of many lengths their number is about Poisson. A request is more
 * likely to be in a large group, so it meets as many others in its own as come at a look on average. Users whose
 * answers are all alike stay together as they began: all of them, or as many as a step takes up.
 */
export class PromptLine {
  /** Other prompts that are seen at the same look, on average. */
  together = 0;
  /** Steps' worth of other prompts that are taken up before one's own. */
  ahead = 0;
  /** Standard deviation of these. */
  spread = 0;
  /** Steps until a look finds the request. */
  untilLook = 0;
  /** Requests of others in each step, or in each that generates where prompts stop these. */
  rate = 0;
  /** Of the steps in which anyone generates, those that a request generates in. */
  share = 0;

  /**
   * Users in a closed loop whose prompts are taken up beside those who generate. Each step has room for one
   * chunk. With λ requests a step, κ chunks each, seen every L steps, and ρ = λ·κ, the work W that is left from
   * one look to the next follows W' = max(W + A - L, 0), A = κ·Poisson(λ·L). Squared and averaged that gives
   * W = ρ·(κ - L·(1 - ρ)) / (2·(1 - ρ)), none where it is negative. Of those seen together half come before
   * one, ρ·L / 2; in all max(ρ·L / 2, ρ·κ / (2·(1 - ρ))).
   *
   * λ is others / (away + ahead), so that a long line keeps itself short: with w = others·κ the second of the
   * two is w·κ / 2 / (away + ahead - w). Near saturation the line is what has not left it of those who come and
   * go, a random walk that is drawn back: a normal distribution around w - away, of variance w·κ / 2, of which
   * only what is above zero can be. Its mean has the same value far from saturation.
   */
  besideGenerating(given: Newcomers, requestSeconds: number, rhythm: Rhythm): void {
    const { others, generating, wait, look, untilLook, chunks, drift } = given;
    this.untilLook = untilLook;
    // With no steps to wait for, those that take prompts up follow at once.
    const waits = generating > 0 ? wait + untilLook : 0;
    const away = generating + waits + rhythm.stepsIn(requestSeconds);
    const cycle = away + stepsOf(chunks, 0);
    // In a line half of the step in which it ends is one's own, on average.
    const inLine = away + (chunks < 1 ? (1 + chunks) / 2 : Math.ceil(chunks));
    // A long step gathers those who come by the clock.
    const gathered = look + rhythm.byTheClock * (rhythm.metSteps - 1);
    const work = others * chunks;
    const variance = (drift * work * chunks) / 2;
    // One step, or all from one look to the next, take up so many beside one's own.
    const most = Math.min(others, look * Math.max(1 / chunks, 1) - 1 + drift * others);
    const seen = Math.min((most * chunks) / 2, positiveRoot(cycle, (work * gathered) / 2 / drift));
    const queued = aboveZero(work - inLine, variance);
    // Each step takes one chunk up at most.
    const least = (others + 1) * chunks - inLine;
    this.ahead = Math.max(seen, queued, least);
    this.spread = Math.sqrt(
      seen > queued
        ? spreadInGroup(seen, chunks)
        : Math.max(variance - queued * (queued + inLine - work), 0),
    );
    const steps = away + stepsOf(chunks, this.ahead);
    this.rate = others / steps;
    this.together = Math.min(most, (this.rate * gathered) / drift);
    this.share = generating / steps;
  }

  /**
   * Users in a closed loop whose prompts stop those who generate: nobody is done meanwhile, so prompts meet only
   * those of the steps that generate between two looks: of L steps what prompts leave, or, where these
   * take longer than L steps, any number up to L, (2·L + 1) / 3 as a request meets it. Those who are a
   * little late join the others that are still being taken up. Who comes by the clock, after time
   * spent outside the steps, comes meanwhile as well, and waits as in a queue with Poisson arrivals.
   */
  beforeGenerating(
    given: Newcomers,
    requestSeconds: number,
    secondsPerRequest: number,
    queueSeconds: number,
    rhythm: Rhythm,
  ): void {
    const { others, generating, wait, look, untilLook, chunks, drift } = given;
    const { byTheClock } = rhythm;
    const outside = rhythm.turnSeconds > 0 ? requestSeconds / rhythm.turnSeconds : 0;
    // Of waits only those count that others generate in.
    const cycle = generating + drift * (wait + untilLook) + outside;
    this.rate = others / cycle;
    this.share = generating / cycle;
    const steps = Math.max(look / (1 + this.rate * rhythm.promptSteps), (2 * look + 1) / 3);
    this.untilLook = Math.min(untilLook, (steps - 1) / 2);
    const perSecond = secondsPerRequest > 0 ? others / secondsPerRequest : 0;
    const gathered = perSecond * (rhythm.metSeconds + (look - 1) * rhythm.stepSeconds);
    const met = (inSteps: number): number =>
      Math.min(others, ((1 - byTheClock) * this.rate * inSteps + byTheClock * gathered) / drift);
    this.together = met(steps);
    // The same line as beside those who generate, in seconds.
    const { holdUpSeconds } = rhythm;
    const work = others * holdUpSeconds;
    const queuedSeconds = aboveZero(
      work - (secondsPerRequest - queueSeconds),
      (work * holdUpSeconds) / 2,
    );
    const queued = holdUpSeconds > 0 ? (queuedSeconds / holdUpSeconds) * chunks : 0;
    this.ahead = Math.max((met(steps + wait) * chunks) / 2, byTheClock * queued);
    this.spread = Math.sqrt(spreadInGroup(this.ahead, chunks));
  }

  /** Requests that come at a rate, whatever becomes of the others: `busy` is what prompts take of all steps' room. */
  atRate(perSecond: number, busy: number, chunks: number, look: number, rhythm: Rhythm): void {
    this.untilLook = (look - 1) / 2;
    this.together = perSecond * (rhythm.metSeconds + (look - 1) * rhythm.stepSeconds);
    const seen = (this.together * chunks) / 2;
    const queued = (busy * chunks) / (2 * (1 - busy));
    this.ahead = Math.max(seen, queued);
    // Of a server that takes always as long: W² + 2·W·κ / 3.
    this.spread = Math.sqrt(
      seen > queued ? spreadInGroup(seen, chunks) : queued * (queued + chunks / 1.5),
    );
  }
}

/** Steps from the one that begins with a request's turn to the one that ends its prompt, behind so many chunks. */
export function stepsOf(chunks: number, ahead: number): number {
  return chunks < 1 ? Math.max(1, ahead + (1 + chunks) / 2) : Math.ceil(chunks) + ahead;
}

/** The positive solution of x² + b·x = c. */
function positiveRoot(b: number, c: number): number {
  const half = b / 2;
  const length = Math.sqrt(half * half + c);
  // The form that loses no digits when c is small.
  return half > 0 ? c / (half + length) : length - half;
}

/** The variance of what is ahead of one in a group of Poisson size: any part of it, all equally likely. */
function spreadInGroup(ahead: number, chunks: number): number {
  return (ahead * ahead) / 3 + ahead * chunks;
}

/**
 * The mean of a normal distribution of which only what is above zero is left: with x = -mean / σ, σ·(M(x) - x), if
 * M is the inverse of Mills' ratio. M(x) - x is about 2 / (x + √(x² + 2π)), to 2 %.
 */
function aboveZero(mean: number, variance: number): number {
  if (variance <= 0) return Math.max(mean, 0);
  const sigma = Math.sqrt(variance);
  const x = -mean / sigma;
  const bend = x > 0 ? 2 * Math.PI : 4 + (2 * Math.PI - 4) / (1 + 0.4 * x * x);
  const length = Math.sqrt(x * x + bend);
  // Where x is far below zero the difference of the two would lose its digits.
  return x > 0 ? (2 * sigma) / (x + length) : (2 * sigma * (length - x)) / bend;
}
