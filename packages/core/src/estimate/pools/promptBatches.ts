import { mostPlaces } from '../memoryMeter.ts';
import type { RequestShape } from '../requestShape.ts';
import { meanWait, restOfService } from '../serving/meanWait.ts';
import type { CompiledPool } from './compilePool.ts';

const rounds = 60;
const tolerance = 1e-4;

/** A prefill pool, whose steps take up the prompts that came during the step before, as many as fit a chunk. */
export class PromptBatches {
  readonly mostPerSecond: number;
  private readonly pool: CompiledPool;
  private readonly shape: RequestShape;
  /** Prompts that a step takes up at most. */
  private readonly most: number;

  constructor(pool: CompiledPool, shape: RequestShape) {
    this.pool = pool;
    this.shape = shape;
    const { places } = pool.memory.admit(shape, longestPrompt(shape), mostPlaces);
    this.most = Math.min(pool.replica.mostPrompts(shape), Math.max(1, places));
    pool.replica.takeUp(shape, this.most, 0, pool.served);
    this.mostPerSecond = pool.known.replicas / pool.served.holdUpSeconds;
  }

  /** Times the steps that take prompts up where so many come a second; returns how long these wait. */
  waitAt(rate: number): number {
    const { pool, shape, most, mostPerSecond } = this;
    const { replicas } = pool.known;
    const { served } = pool;
    const own = rate / replicas;
    // Of those who do not fit there is a line; with one prompt a step, its wait and the rest of the step that is under
    // way add up to the wait for one of many servers.
    const full = rate / mostPerSecond;
    const lineSeconds = full * meanWait(replicas / mostPerSecond, replicas, full);
    let batch = 1;
    for (let round = 0; round < rounds; round += 1) {
      pool.replica.takeUp(shape, batch, 0, served);
      // Those who come during a step are in the next, which is for one alone after a step in which nobody came.
      const come = own * served.holdUpSeconds * batch;
      const next = Math.min(come + Math.exp(-come) + own * lineSeconds, most);
      if (Math.abs(next - batch) < tolerance * batch) break;
      batch = next;
    }
    const busy = Math.min(own * served.holdUpSeconds, 1);
    return restOfService(served.holdUpSeconds * served.promptBatch, replicas, busy) + lineSeconds;
  }
}

/** Tokens of the longest prompt: what a package of a prefill pool holds state of. */
export function longestPrompt({ promptTokens, promptRange }: RequestShape): number {
  return promptTokens + promptRange / 2;
}
