import { faultError } from '../../errors.ts';
import type { RequestShape } from '../requestShape.ts';
import { lineUp } from './lineUp.ts';
import type { Replica } from './replica.ts';
import { roundedDown } from './roundedDown.ts';
import type { Served } from './served.ts';
import { SteadyRate } from './steadyRate.ts';

/** Requests that come at a rate, whatever becomes of the others, at moments that know nothing of each other. */
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
  const steady = new SteadyRate(replica, shape, rate, places, served);
  if (!steady.settles()) refuseRate(replica, shape, rate, places, served);
  const chunks = replica.chunksOf(shape);
  line.atRate(rate, steady.takenByPrompts, chunks, engine.pollSteps, rhythm);
  rhythm.byTheClock = 1;
  served.requestsPerSecond = rate;
  served.generationSeconds = steady.generationSeconds;
  served.running = rate * served.generationSeconds;
  lineUp(served, {
    prompts: { chunks, wait: engine.waitSteps, look: engine.pollSteps },
    promptRange: shape.promptRange / shape.promptTokens,
    // A step is under way when sequences generate; their number is Poisson.
    company: -Math.expm1(-served.running),
    isBeside: mixes,
  });
  steady.timeOwnPrompt(line.together);
  served.placeSeconds = steady.placeSeconds();
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
  const settles = (lower: number): boolean =>
    new SteadyRate(replica, shape, lower, places, served).settles();
  let low = 0;
  let high = rate;
  for (let round = 0; round < 200 && high - low > 1e-4 * low; round += 1) {
    const middle = low === 0 ? high / 4 : (low + high) / 2;
    if (settles(middle)) low = middle;
    else high = middle;
  }
  const most = roundedDown(low);
  throw faultError({
    code: 'workload.unsustainable',
    path: 'workload.load.requestsPerSecond',
    value: rate,
    legal: [most],
    message:
      `requests come faster than they can be answered: a replica with ${Math.floor(places)} places answers ` +
      `${most} requests per second at most; lower the rate or add replicas.`,
  });
}
