import { StepCost } from '../stepCost.ts';

/** How requests fare in one replica, once its load is steady. Seconds. */
export class Served {
  /** Sequences that generate in a step, on average. */
  running = 0;
  /** Prompts that are taken up together. */
  promptBatch = 1;
  /** Steps that these take. */
  promptSteps = 1;
  /** Whether these steps also generate. */
  isMixed = false;
  /** From the start of a prompt's first step to the end of its last. */
  promptSeconds = 0;
  /** How long one prompt holds up the sequences that generate. */
  holdUpSeconds = 0;
  /** Until a step takes the request up. */
  alignmentSeconds = 0;
  /** Waiting for a place, or for the prompts of others. */
  queueSeconds = 0;
  /** The share of requests that wait in that queue. */
  queuedShare = 0;
  /** What the engine takes for a request beside its steps. */
  requestSeconds = 0;
  /** From the first token to the last. */
  generationSeconds = 0;
  requestsPerSecond = 0;
  /** A step that only generates. */
  readonly decode = new StepCost();
  /** A step that takes up prompts. */
  readonly prompt = new StepCost();

  get firstTokenSeconds(): number {
    return this.requestSeconds + this.queueSeconds + this.alignmentSeconds + this.promptSeconds;
  }

  get requestTotalSeconds(): number {
    return this.firstTokenSeconds + this.generationSeconds;
  }

  /** The time within which a share of all requests has its first token. */
  firstTokenQuantile(share: number): number {
    const { queuedShare, queueSeconds } = this;
    // A request comes at any moment of the steps before it; waits in the queue fall off exponentially.
    const aligned = 2 * this.alignmentSeconds * share;
    const exceeding = 1 - share;
    const queued =
      queuedShare > exceeding
        ? (queueSeconds / queuedShare) * Math.log(queuedShare / exceeding)
        : 0;
    return this.requestSeconds + this.promptSeconds + aligned + queued;
  }
}
