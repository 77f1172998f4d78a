import { faultError } from '../../errors.ts';
import type { RequestShape } from '../requestShape.ts';
import type { Replica } from './replica.ts';
import type { Served } from './served.ts';

/**
 * Requests that come at a rate, whatever becomes of the others, at moments that know nothing of each other.
 *
 * A request that generates meets, beside itself, as many others as generate on average (arrivals see
 * averages), and its steps share the time with prompts, which take the share ρ = rate·h of it. By Little's
 * law rate·D sequences generate, if D = n·t / (1 - ρ): what `running` must be for that is found by halving.
 */
export function serveOpenLoop(
  replica: Replica,
  shape: RequestShape,
  rate: number,
  places: number,
  served: Served,
): void {
  served.requestSeconds = replica.requestSeconds(shape);
  if (excess(replica, shape, rate, places, served) > 0)
    refuseRate(replica, shape, rate, places, served);
  let low = 0;
  let high = places;
  for (let round = 0; round < 40 && high - low > 1e-4 * (1 + low); round += 1) {
    const middle = (low + high) / 2;
    if (excess(replica, shape, rate, middle, served) > 0) low = middle;
    else high = middle;
  }
  excess(replica, shape, rate, high, served);
  const { holdUpSeconds, decode } = served;
  const busy = rate * holdUpSeconds;
  served.running = high;
  served.requestsPerSecond = rate;
  served.generationSeconds = (shape.steps * decode.seconds) / (1 - busy);
  // A step is under way when sequences generate; their number is Poisson.
  served.alignmentSeconds = replica.alignmentSeconds(decode) * -Math.expm1(-high);
  served.queuedShare = busy;
  served.queueSeconds = (busy * holdUpSeconds) / 2 / (1 - busy);
}

/** By how much more sequences would generate than `running`, if so many did. */
function excess(
  replica: Replica,
  shape: RequestShape,
  rate: number,
  running: number,
  served: Served,
): number {
  replica.generate(shape, 1 + running, served.decode);
  const { decode } = served;
  const gathered = 1 + rate * replica.alignmentSeconds(decode);
  replica.takeUp(shape, Math.min(gathered, replica.mostPrompts(shape)), 1 + running, served);
  const busy = rate * served.holdUpSeconds;
  if (busy >= 1) return Infinity;
  return (rate * shape.steps * decode.seconds) / (1 - busy) - running;
}

/** Says how much would be too much. */
function refuseRate(
  replica: Replica,
  shape: RequestShape,
  rate: number,
  places: number,
  served: Served,
): never {
  let low = 0;
  let high = rate;
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2;
    if (excess(replica, shape, middle, places, served) > 0) high = middle;
    else low = middle;
  }
  throw faultError({
    code: 'workload.unsustainable',
    path: 'workload.load.requestsPerSecond',
    value: rate,
    message:
      `requests come faster than they can be answered: a replica with ${Math.floor(places)} places answers ` +
      `${low.toPrecision(3)} requests per second at most; lower the rate or add replicas.`,
  });
}
