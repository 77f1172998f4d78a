import type { RequestShape } from '../requestShape.ts';
import { leastThatHolds } from './leastThatHolds.ts';
import { restOfService } from './meanWait.ts';
import type { Replica } from './replica.ts';
import type { Served } from './served.ts';

/** How closely what comes out must be what went in: of prompts taken up together, and of sequences in a step. */
const batchTolerance = 1e-6;
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
  /** Sequences that generate together: no more than have places, and no more than steps of theirs take prompts up. */
  private readonly mostSequences: number;
  /** Requests a second that are answered when all places are taken. */
  private mostPerSecond = Infinity;

  constructor(replica: Replica, shape: RequestShape, rate: number, places: number, served: Served) {
    this.replica = replica;
    this.shape = shape;
    this.rate = rate;
    this.places = places;
    this.served = served;
    this.mostPrompts = Math.max(1, replica.mostPrompts(shape));
    const { mixes, stages } = replica;
    const turns = shape.steps * stages;
    const each = mixes ? 1 + turns / replica.chunksOf(shape) : Infinity;
    this.mostSequences = Math.max(1, Math.min(places, each));
  }

  /** Times the steps of the steady state; false when there is none, since requests come faster than they are answered. */
  settles(): boolean {
    const { places, served } = this;
    served.rhythm.clear(this.replica.chunksOf(this.shape));
    this.timeFullPlaces();
    leastThatHolds(1, this.mostSequences, tolerance, this.sequencesWith);
    const isFree = this.busy < 1 && this.takenByPrompts < 1 && this.held < places;
    served.isStarved = !isFree;
    return isFree || this.settlesWithFullPlaces();
  }

  /** Times the prompt of a request, who is more likely to be in a large group than in a small one. */
  timeOwnPrompt(together: number): void {
    const { replica, shape, served, mostPrompts } = this;
    const { promptBatch, stepSequences } = served;
    const own = Math.min(1 + together, mostPrompts);
    replica.takeUp(shape, own, shape.steps > 0 ? stepSequences : 0, served);
    const { promptSeconds } = served;
    this.promptsWith(promptBatch);
    served.promptSeconds = promptSeconds;
    served.companions = own - 1;
    served.companionRoom = Math.max(0, 1 / replica.chunksOf(shape) - own);
  }

  /** The wait for a place, after a wait for the prompts of others: who has no place waits no longer for these. */
  placeSeconds(): number {
    const { rate, places, mostPerSecond } = this;
    const taken = Math.min(this.held / places, 1);
    const busy = Math.min(taken, rate / mostPerSecond);
    const wait = restOfService(places / mostPerSecond, places, taken) / (1 - busy);
    return Math.max(0, wait - this.served.queueSeconds);
  }

  /** Places that are taken. */
  private get held(): number {
    return this.rate * (this.served.promptSeconds + this.generationSeconds);
  }

  /** Prompts that are taken up for those who are done in a turn, if any, when all places are taken. */
  private get replaced(): number {
    const done = this.places / (this.shape.steps * this.replica.batches);
    return Math.min(this.mostPrompts, atLeastOne(done));
  }

  /**
   * Times what many users would get, of whom one is always there for the next place: with rate·(p + D) = places and
   * D = n·t / (1 - rate·h) a quadratic equation.
   */
  private timeFullPlaces(): void {
    const { replica, shape, served, places } = this;
    served.stepSequences = Math.max(1, places);
    replica.generate(shape, served.stepSequences, served.decode);
    replica.takeUp(shape, this.replaced, shape.steps > 0 ? served.stepSequences : 0, served);
    const { promptSeconds, holdUpSeconds, promptSteps, prompt } = served;
    const own = shape.steps * served.decode.seconds;
    const half = (promptSeconds + places * holdUpSeconds + own) / 2;
    const root = half + Math.sqrt(half * half - promptSeconds * places * holdUpSeconds);
    const room = this.mostPrompts / (promptSteps * prompt.intervalSeconds);
    this.mostPerSecond = Math.min(places / root, room);
  }

  /**
   * Prompts that go first may leave so little time that answers end only once all places are taken: then prompts come
   * up as places are free, in larger groups, and answers take as long as requests have places.
   */
  private settlesWithFullPlaces(): boolean {
    const { replica, shape, served, places, rate } = this;
    if (shape.steps === 0 || rate >= this.mostPerSecond) return false;
    served.stepSequences = Math.max(1, places);
    replica.generate(shape, served.stepSequences, served.decode);
    leastThatHolds(1, this.replaced, tolerance, (batch) => {
      this.promptsWith(batch);
      return this.busy < 1 ? (batch * this.held) / places : Infinity;
    });
    return this.busy < 1 && this.takenByPrompts <= 1;
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
    const { replica, shape, served, mostSequences } = this;
    served.stepSequences = sequences;
    replica.generate(shape, sequences, served.decode);
    leastThatHolds(1, this.mostPrompts, batchTolerance, this.promptsWith);
    const { busy } = this;
    if (busy >= 1) return mostSequences;
    const met = this.rate * this.generationSeconds + companions(busy);
    return Math.min(1 + met, mostSequences);
  };

  /** How many prompts are there to be taken up together, if steps take as long as those of so many. */
  private readonly promptsWith = (batch: number): number => {
    const { replica, shape, served, rate, mostPrompts } = this;
    const { rhythm } = served;
    const { steps } = shape;
    replica.takeUp(shape, batch, steps > 0 ? served.stepSequences : 0, served);
    if (this.busy >= 1) return mostPrompts;
    rhythm.follow(served, rate * this.turnSeconds, served.isMixed, steps > 0 ? replica.batches : 0);
    return Math.min(this.gathered(), mostPrompts);
  };

  /**
   * Prompts of a group, on average. Of the steps from one look for new requests to the next, of which those that take
   * prompts up are long, one group or none comes: with T for such steps after a group, and P after none, a group
   * follows with 1 - exp(-rate·T) or 1 - exp(-rate·P). So many groups are a part q of all, q = 1 - q·exp(-rate·T) -
   * (1 - q)·exp(-rate·P), and rate·(q·T + (1 - q)·P) / q prompts are in each.
   */
  private gathered(): number {
    const { rate, served } = this;
    const { rhythm, promptSteps, prompt } = served;
    const { pollSteps } = this.replica.engine;
    const others = Math.max(0, pollSteps - promptSteps) * rhythm.plainSeconds;
    const long = rate * (promptSteps * prompt.intervalSeconds + others);
    const plain = rate * pollSteps * rhythm.plainSeconds;
    return long + Math.exp(-long) * atLeastOne(plain);
  }
}

/** The mean of Poisson numbers without those that are zero. */
function atLeastOne(mean: number): number {
  return mean > 0 ? mean / -Math.expm1(-mean) : 1;
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
