import type { RequestShape } from '../requestShape.ts';
import { leastThatHolds } from './leastThatHolds.ts';
import type { Replica } from './replica.ts';
import type { Served } from './served.ts';

/** How closely what comes out must be what went in: of prompts taken up together, and of sequences in a step. */
const batchTolerance = 1e-5;
const tolerance = 1e-4;

/**
 * What requests that come at a rate lead to, once it is steady.
 *
 * A request that generates meets, beside itself, as many others as generate on average (arrivals see
 * averages), and its steps share the time with prompts, which take the share ρ = rate·h of it. By Little's
 * law rate·D sequences generate, if D = n·t / (1 - ρ). A step's sequences decide on t and h, and these on how many
 * sequences are in a step; just so the prompts that are taken up together, and those that come meanwhile.
 */
export class SteadyRate {
  private readonly replica: Replica;
  private readonly shape: RequestShape;
  private readonly rate: number;
  private readonly places: number;
  private readonly served: Served;
  private readonly mostPrompts: number;

  constructor(replica: Replica, shape: RequestShape, rate: number, places: number, served: Served) {
    this.replica = replica;
    this.shape = shape;
    this.rate = rate;
    this.places = places;
    this.served = served;
    this.mostPrompts = Math.max(1, replica.mostPrompts(shape));
  }

  /** Times the steps of the steady state; false when there is none, since requests come faster than they are answered. */
  settles(): boolean {
    const { places, served } = this;
    served.rhythm.clear(this.replica.chunksOf(this.shape));
    leastThatHolds(1, Math.max(1, places), tolerance, this.sequencesWith);
    if (!(this.busy < 1 && this.takenByPrompts < 1)) return false;
    return this.rate * (served.promptSeconds + this.generationSeconds) < places;
  }

  /** The part of all time that prompts stop those who generate. */
  private get busy(): number {
    return this.rate * this.served.holdUpSeconds;
  }

  /** From one step that generates to the next: other stages generate while one takes prompts up. */
  private get turnSeconds(): number {
    return this.served.decode.seconds / this.replica.batches / (1 - this.busy);
  }

  get generationSeconds(): number {
    return this.shape.steps * this.replica.batches * this.turnSeconds;
  }

  /** Share of the room for prompts that they take: of all steps, or of the time where they have steps of their own. */
  get takenByPrompts(): number {
    const { isMixed } = this.served;
    return isMixed ? this.rate * this.turnSeconds * this.replica.chunksOf(this.shape) : this.busy;
  }

  /** How many sequences are in a step as a request finds it, if steps take as long as those of so many. */
  private readonly sequencesWith = (sequences: number): number => {
    const { replica, shape, served, places } = this;
    served.stepSequences = sequences;
    replica.generate(shape, sequences, served.decode);
    leastThatHolds(1, this.mostPrompts, batchTolerance, this.promptsWith);
    const { busy } = this;
    if (busy >= 1) return places;
    const met = this.rate * this.generationSeconds + companions(busy);
    return Math.min(1 + met, places);
  };

  /** How many prompts are there to be taken up together, if steps take as long as those of so many. */
  private readonly promptsWith = (batch: number): number => {
    const { replica, shape, served, rate, mostPrompts } = this;
    const { rhythm } = served;
    const { steps } = shape;
    replica.takeUp(shape, batch, steps > 0 ? served.stepSequences : 0, served);
    if (this.busy >= 1) return mostPrompts;
    rhythm.follow(served, rate * this.turnSeconds, served.isMixed, steps > 0 ? replica.batches : 0);
    const { pollSteps } = replica.engine;
    const come = rate * (rhythm.metSeconds + (pollSteps - 1) * rhythm.stepSeconds);
    return Math.min(1 + come, mostPrompts);
  };
}

/**
 * Requests that a request generates beside because both came in the same rush: each prompt makes steps longer, in
 * which ρ further ones come, and so on. Rushes are 1 / (1 - ρ) requests on average, and 1 / (1 - ρ)² for one that
 * is in them (Borel's distribution).
 */
function companions(busy: number): number {
  const calm = Math.max(1 - busy, 0.05);
  return 1 / (calm * calm) - 1;
}
