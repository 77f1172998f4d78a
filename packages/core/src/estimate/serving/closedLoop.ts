import type { RequestShape } from '../requestShape.ts';
import type { Replica } from './replica.ts';
import type { Served } from './served.ts';
import { sharedTime } from './sharedTime.ts';

/** The share of users who generate, to start from; the rest wait for their first token. */
const firstGuess = 0.97;
const rounds = 4;
const tolerance = 1e-3;

/**
 * A fixed number of users, each of whom sends the next request when the last is answered, of whom at most
 * `places` are served at a time.
 *
 * While a request generates, it is held up by the prompt of every other one that comes: by each other
 * user's once in the time from one request to the next, D + F, if D is the time from its first token to
 * its last and F that to the first. With n steps of t seconds, D = n·t + (users - 1)·h·D / (D + F), a
 * quadratic equation in D.
 */
export function serveClosedLoop(
  replica: Replica,
  shape: RequestShape,
  users: number,
  places: number,
  served: Served,
): void {
  served.requestSeconds = replica.requestSeconds(shape);
  let inService = users;
  let share = firstGuess;
  for (let round = 0; round < rounds; round += 1) {
    const running = Math.max(1, Math.min(users * share, places));
    served.running = running;
    inService = Math.min(users, running / share);
    replica.generate(shape, running, served.decode);
    const { decode } = served;
    replica.takeUp(shape, promptsAtOnce(replica, shape, inService), running, served);
    served.alignmentSeconds = replica.alignmentSeconds(decode) * Math.min(1, inService - 1);
    served.queueSeconds = 0;
    const first = served.firstTokenSeconds;
    const own = shape.steps * decode.seconds;
    served.generationSeconds = sharedTime(own, inService - 1, served.holdUpSeconds, first);
    const next = served.generationSeconds / (served.generationSeconds + first);
    const isSettled = Math.abs(next - share) < tolerance;
    share = Math.max(next, tolerance);
    if (isSettled) break;
  }
  served.requestsPerSecond = inService / served.requestTotalSeconds;
  // Those for whom there is no place wait until the others are done: Little's law.
  served.queueSeconds = users / served.requestsPerSecond - served.requestTotalSeconds;
  if (served.queueSeconds < 1e-9) served.queueSeconds = 0;
  served.queuedShare = served.queueSeconds > 0 ? 1 : 0;
}

/** Requests that end between two looks of the scheduler come back together, and are taken up together. */
function promptsAtOnce(replica: Replica, shape: RequestShape, users: number): number {
  const { pollSteps } = replica.engine;
  const most = Math.max(1, Math.min(users, replica.mostPrompts(shape)));
  const expected = (pollSteps * users) / Math.max(shape.steps, 1);
  // Of looks that find anything: the mean of a Poisson number that is not zero.
  const found = expected < 1e-6 ? 1 : expected / -Math.expm1(-expected);
  return Math.min(Math.max(found, 1), most);
}
