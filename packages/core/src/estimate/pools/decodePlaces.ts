import { mostPlaces } from '../memoryMeter.ts';
import type { RequestShape } from '../requestShape.ts';
import type { CompiledPool } from './compilePool.ts';

/** Less than any request has a place for: those of a model without state have it no time at all. */
const leastSeconds = 1e-9;

/** A decode pool, in which a request has a place from when its state is sent until its answer ends. */
export class DecodePlaces {
  /** Of all replicas; 0 where not even one request has room. */
  readonly room: number;
  readonly mostPerSecond: number;
  /** From the first token to the last, at the rate that was asked for last. */
  generationSeconds = 0;
  private readonly pool: CompiledPool;
  private readonly shape: RequestShape;
  private readonly transferSeconds: number;

  constructor(pool: CompiledPool, shape: RequestShape, transferSeconds: number) {
    this.pool = pool;
    this.shape = shape;
    this.transferSeconds = transferSeconds;
    const { memory, known } = pool;
    this.room = memory.admit(shape, memory.tokensHeld(shape), mostPlaces).places * known.replicas;
    this.mostPerSecond = this.rateWith(this.places, Infinity);
  }

  /** As many as there is room for; where there is none for one, times are those of packages with room enough. */
  get places(): number {
    return this.room || mostPlaces * this.pool.known.replicas;
  }

  /** How long a request has its place. */
  get heldSeconds(): number {
    return Math.max(this.transferSeconds + this.generationSeconds, leastSeconds);
  }

  /** Requests per second that keep so many places taken, where a replica has so many users: Little's law. */
  rateWith(taken: number, users: number): number {
    const { pool, shape } = this;
    const { served, replica, known } = pool;
    const own = taken / known.replicas;
    served.running = own;
    // A few places are of those whose state is still under way, which depends on how long the others generate.
    for (let round = 0; round < 2; round += 1) {
      // A request that generates meets itself and the others, arrivals see averages.
      const met = Math.min(1 + served.running * (1 - 1 / users), this.places / known.replicas);
      replica.generate(shape, met, served.decode);
      this.generationSeconds = shape.steps * served.decode.seconds;
      served.running = own * (this.generationSeconds / this.heldSeconds);
    }
    return taken / this.heldSeconds;
  }
}
