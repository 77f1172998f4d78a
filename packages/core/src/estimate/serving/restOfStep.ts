import type { Rhythm } from './rhythm.ts';

/** What is left of the step that a moment falls into: any part, of a step of either kind. */
export class RestOfStep {
  /** The part of requests that come at any moment. */
  private byTheClock = 0;
  private plainSeconds = 0;
  private promptSeconds = 0;
  private promptShare = 0;

  set(byTheClock: number, rhythm: Rhythm): void {
    this.byTheClock = byTheClock;
    this.plainSeconds = rhythm.plainSeconds;
    this.promptSeconds = rhythm.promptStepSeconds;
    this.promptShare = rhythm.promptShare;
  }

  clear(): void {
    this.byTheClock = 0;
  }

  /** How far above its mean a share of rests lies. */
  deviation(share: number): number {
    if (this.byTheClock === 0) return 0;
    const { plainSeconds: plain, promptSeconds: long, promptShare } = this;
    const mean = (promptShare * long + (1 - promptShare) * plain) / 2;
    const among = promptShare / long + (plain > 0 ? (1 - promptShare) / plain : 0);
    const whole = share / among;
    // Beyond the end of a step that only generates there are rests of the longer ones alone.
    const rest = whole > plain ? long * (1 - (1 - share) / promptShare) : whole;
    return this.byTheClock * (rest - mean);
  }
}
