import { StepCost } from '../stepCost.ts';
import { PromptLine } from './promptLine.ts';
import { RestOfStep } from './restOfStep.ts';
import { Rhythm } from './rhythm.ts';
import { deviationOf, gammaDeviation, poissonDeviation } from './quantiles.ts';

/** How requests fare in one replica, once its load is steady. Seconds. */
export class Served {
  /** Sequences that generate at a time, on average. */
  running = 0;
  /** Sequences in a step that generates, as a request finds it: none generate while prompts have steps of their own. */
  stepSequences = 1;
  /** Prompts that are taken up together. */
  promptBatch = 1;
  /** Steps that these take. */
  promptSteps = 1;
  /** Whether these steps also generate. */
  isMixed = false;
  /** From the start of a prompt's first step to the end of its last. */
  promptSeconds = 0;
  /** By how much that varies at most, since prompts are of different lengths. */
  promptSpreadSeconds = 0;
  /** What of `promptSeconds` is since the first of several steps are full, and take longer through a pipeline. */
  fullStepSeconds = 0;
  /** How long one prompt holds up the sequences that generate. */
  holdUpSeconds = 0;
  /** Until a step takes the request up. */
  alignmentSeconds = 0;
  /** By how much that varies at most. */
  alignmentSpreadSeconds = 0;
  /** What of that is left of the step in which the request comes. */
  readonly rest = new RestOfStep();
  /** Waiting for a place. */
  placeSeconds = 0;
  /** Its standard deviation. */
  placeSpreadSeconds = 0;
  /** Waiting for the prompts of others. */
  queueSeconds = 0;
  /** Its standard deviation. */
  queueSpreadSeconds = 0;
  /** Prompts of others that are taken up in the same step, on average. */
  companions = 0;
  /** How many more would fit into it. */
  companionRoom = 0;
  /** Whether prompts that go first leave no time to generate in until all places are taken. */
  isStarved = false;
  /** 1 where requests come by chance, 0 where users stay together as they began. */
  drift = 1;
  /** What the engine takes for a request beside its steps. */
  requestSeconds = 0;
  /** From the first token to the last. */
  generationSeconds = 0;
  requestsPerSecond = 0;
  /** A step that only generates. */
  readonly decode = new StepCost();
  /** A step that takes up prompts. */
  readonly prompt = new StepCost();
  /** Who stands before a request, and how steps follow one another. */
  readonly line = new PromptLine();
  readonly rhythm = new Rhythm();

  /** Forgets what is not set for every load. */
  clear(): void {
    this.alignmentSeconds = 0;
    this.alignmentSpreadSeconds = 0;
    this.rest.clear();
    this.placeSeconds = 0;
    this.placeSpreadSeconds = 0;
    this.queueSeconds = 0;
    this.queueSpreadSeconds = 0;
    this.promptSpreadSeconds = 0;
    this.companionRoom = 0;
    this.companions = 0;
    this.isStarved = false;
    this.drift = 1;
    this.generationSeconds = 0;
  }

  get firstTokenSeconds(): number {
    return (
      this.requestSeconds +
      this.placeSeconds +
      this.queueSeconds +
      this.alignmentSeconds +
      this.promptSeconds
    );
  }

  get requestTotalSeconds(): number {
    return this.firstTokenSeconds + this.generationSeconds;
  }

  /** The time within which a share of all requests has its first token. */
  firstTokenQuantile(share: number): number {
    return Math.max(
      this.requestSeconds + this.promptSeconds / this.promptBatch,
      this.firstTokenSeconds + this.firstTokenDeviation(share),
    );
  }

  /**
   * How far that is from the mean. What varies does so on its own account, so deviations add up as squares:
   * the moment at which a request comes and the length of its prompt (uniform), prompts in the same step (Poisson), those in the queue
   * (gamma), and users before one (normal).
   */
  private firstTokenDeviation(share: number): number {
    const look = (2 * share - 1) * this.alignmentSpreadSeconds;
    const rest = this.rest.deviation(share);
    const prompt = (2 * share - 1) * this.promptSpreadSeconds;
    const { drift, queueSeconds } = this;
    const company = Math.min(poissonDeviation(this.companions, share), this.companionRoom);
    // More requests come in a long step, so that these two go together.
    const together = rest + drift * company * this.holdUpSeconds;
    // Of those who come together each has another place in the line, all equally likely.
    const line =
      drift * gammaDeviation(queueSeconds, this.queueSpreadSeconds, share) +
      (1 - drift) * (2 * share - 1) * queueSeconds;
    const { placeSpreadSeconds } = this;
    const place = placeSpreadSeconds > 0 ? deviationOf(share) * placeSpreadSeconds : 0;
    const signed =
      signedSquare(look) +
      signedSquare(prompt) +
      signedSquare(together) +
      signedSquare(line) +
      signedSquare(place);
    return Math.sign(signed) * Math.sqrt(Math.abs(signed));
  }
}

function signedSquare(value: number): number {
  return value * Math.abs(value);
}
