import type { Served } from './served.ts';

/** How steps that generate and steps that take prompts up follow one another; rewritten each time. */
export class Rhythm {
  /** A step, on average. */
  stepSeconds = 0;
  /** The step that a moment falls into, on average: longer ones are met more often. */
  metSeconds = 0;
  /** From one step that generates to the next, on average. */
  turnSeconds = 0;
  /** A step that only generates, and one that takes up prompts. */
  plainSeconds = 0;
  promptStepSeconds = 0;
  /** Steps that take up one prompt; a part of one when it shares them with others. */
  promptSteps = 0;
  /** How long one prompt holds up those who generate. */
  holdUpSeconds = 0;
  /** The part of requests that come at any moment, not at the end of the step that answered the one before. */
  byTheClock = 0;

  /** The part of all time that steps that take prompts up last. */
  promptShare = 0;

  /** Nothing is known yet but how many steps a prompt fills. */
  clear(chunks: number): void {
    this.stepSeconds = 0;
    this.metSeconds = 0;
    this.turnSeconds = 0;
    this.holdUpSeconds = 0;
    this.promptSteps = chunks;
    this.byTheClock = 0;
  }

  /** Where so many prompts come in each step, or, if they stop those who generate, in each that generates. */
  follow(served: Served, rate: number, isBeside: boolean, stages: number): void {
    const { decode, prompt, promptSteps, promptBatch, holdUpSeconds } = served;
    const plain = stages > 0 ? decode.seconds / stages : 0;
    const long = prompt.intervalSeconds;
    this.plainSeconds = plain;
    this.promptStepSeconds = long;
    this.promptSteps = promptSteps / promptBatch;
    this.holdUpSeconds = holdUpSeconds;
    const taken = stages > 0 ? rate * this.promptSteps : 1;
    const prompts = isBeside ? Math.min(1, taken) : taken;
    const others = isBeside ? 1 - prompts : 1;
    const seconds = others * plain + prompts * long;
    this.promptShare = (prompts * long) / seconds;
    this.stepSeconds = seconds / (others + prompts);
    this.metSeconds = (others * plain * plain + prompts * long * long) / seconds;
    this.turnSeconds = isBeside ? this.stepSeconds : plain + rate * holdUpSeconds;
  }

  stepsIn(seconds: number): number {
    return this.stepSeconds > 0 ? seconds / this.stepSeconds : 0;
  }

  /** The step that a moment falls into, in steps. */
  get metSteps(): number {
    return this.stepSeconds > 0 ? this.metSeconds / this.stepSeconds : 1;
  }
}
