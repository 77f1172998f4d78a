import { faultError } from '../../errors.ts';
import type { RequestShape } from '../requestShape.ts';
import { lineUp } from './lineUp.ts';
import { meanWait } from './meanWait.ts';
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
  const { engine, mixes } = replica;
  const { line, rhythm } = served;
  served.clear();
  served.requestSeconds = replica.requestSeconds(shape);
  if (!settles(replica, shape, rate, places, served)) {
    refuseRate(replica, shape, rate, places, served);
  }
  const chunks = replica.chunksOf(shape);
  line.atRate(rate, takenByPrompts(replica, shape, rate, served), chunks, engine.pollSteps, rhythm);
  rhythm.byTheClock = 1;
  lineUp(served, {
    prompts: { chunks, wait: engine.waitSteps, look: engine.pollSteps },
    promptRange: shape.promptRange / shape.promptTokens,
    // A step is under way when sequences generate; their number is Poisson.
    company: -Math.expm1(-rate * generationSeconds(replica, shape, rate, served)),
    isBeside: mixes,
  });
  served.requestsPerSecond = rate;
  served.generationSeconds = generationSeconds(replica, shape, rate, served);
  served.running = rate * served.generationSeconds;
  waitForPlace(served, places);
}

function generationSeconds(
  { batches }: Replica,
  { steps }: RequestShape,
  rate: number,
  { decode, holdUpSeconds }: Served,
): number {
  // Other stages generate while one takes prompts up: it loses a turn, not all of them.
  const turn = decode.seconds / batches / (1 - rate * holdUpSeconds);
  return steps * batches * turn;
}

/** Finds how many generate; false when requests come faster than they are answered. */
function settles(
  replica: Replica,
  shape: RequestShape,
  rate: number,
  places: number,
  served: Served,
): boolean {
  served.rhythm.clear(replica.chunksOf(shape));
  let low = 0;
  let high = Math.min(1, places);
  // Large batches may be slower for each than small ones, so the first number that holds is looked for from below.
  while (excess(replica, shape, rate, high, served) > 0) {
    if (high === places) return false;
    low = high;
    high = Math.min(4 * high, places);
  }
  for (let round = 0; round < 40 && high - low > 1e-4 * (1 + low); round += 1) {
    const middle = (low + high) / 2;
    if (excess(replica, shape, rate, middle, served) > 0) low = middle;
    else high = middle;
  }
  if (excess(replica, shape, rate, high, served) === Infinity) return false;
  return takenByPrompts(replica, shape, rate, served) < 1;
}

/** By how much more sequences would generate than `running`, if so many did. */
function excess(
  replica: Replica,
  shape: RequestShape,
  rate: number,
  running: number,
  served: Served,
): number {
  const { batches, engine } = replica;
  const { rhythm } = served;
  const met = running + companions(rate * rhythm.holdUpSeconds);
  served.stepSequences = 1 + met;
  replica.generate(shape, 1 + met, served.decode);
  // How many prompts come together depends on how long steps are, and the other way round.
  const gathered = 1 + rate * (rhythm.metSeconds + (engine.pollSteps - 1) * rhythm.stepSeconds);
  const batch = Math.min(gathered, replica.mostPrompts(shape));
  replica.takeUp(shape, batch, shape.steps > 0 ? 1 + met : 0, served);
  const busy = rate * served.holdUpSeconds;
  if (busy >= 1) return Infinity;
  const turn = served.decode.seconds / batches / (1 - busy);
  rhythm.follow(served, rate * turn, served.isMixed, shape.steps > 0 ? batches : 0);
  return rate * generationSeconds(replica, shape, rate, served) - running;
}

/** Share of the room for prompts that they take: of all steps, or of the time where they have steps of their own. */
function takenByPrompts(
  replica: Replica,
  shape: RequestShape,
  rate: number,
  { holdUpSeconds, isMixed, decode }: Served,
): number {
  const busy = rate * holdUpSeconds;
  const turn = decode.seconds / replica.batches / (1 - busy);
  return isMixed ? rate * turn * replica.chunksOf(shape) : busy;
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

/** Places are servers, taken up at moments that know nothing of each other. */
function waitForPlace(served: Served, places: number): void {
  const { requestsPerSecond, promptSeconds, queueSeconds, generationSeconds } = served;
  const seconds = promptSeconds + queueSeconds + generationSeconds;
  const busy = Math.min((requestsPerSecond * seconds) / places, 0.999);
  served.placeSeconds = meanWait(seconds, places, busy);
  served.placeSpreadSeconds = served.placeSeconds;
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
    if (settles(replica, shape, middle, places, served)) low = middle;
    else high = middle;
  }
  throw faultError({
    code: 'workload.unsustainable',
    path: 'workload.load.requestsPerSecond',
    value: rate,
    // Of one replica, as said; the rate itself, which is accepted.
    legal: [low],
    message:
      `requests come faster than they can be answered: a replica with ${Math.floor(places)} places answers ` +
      `${roundedDown(low)} requests per second at most; lower the rate or add replicas.`,
  });
}

/** To three digits, and never more than there is. */
function roundedDown(value: number): string {
  const nearest = Number(value.toPrecision(3));
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  return (nearest > value ? nearest - step : nearest).toPrecision(3);
}
