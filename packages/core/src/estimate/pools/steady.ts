import { faultError } from '../../errors.ts';
import { meanWait } from '../serving/meanWait.ts';
import { roundedDown } from '../serving/roundedDown.ts';
import type { DecodePlaces } from './decodePlaces.ts';
import type { PromptBatches } from './promptBatches.ts';
import type { Transfer } from './transfer.ts';

/** What a request goes through, one after the other. */
export interface Stations {
  readonly prefill: PromptBatches;
  readonly transfer: Transfer;
  readonly decode: DecodePlaces;
  /** What a request takes beside its waits and its places, at the rate that was timed last. */
  readonly firstTokenSeconds: () => number;
}

/** Requests per second, and how long each waits for the others. */
export interface Steady {
  readonly rate: number;
  readonly queue: number;
}

/**
 * Users who send the next request when the last is answered, so many of them to a replica that generates. As many
 * places are taken as they fill, unless there are fewer of them or the prompts take too long: all others wait.
 */
export function closedLoop(users: number, perReplica: number, stations: Stations): Steady {
  const { prefill, transfer, decode } = stations;
  const limit = Math.min(prefill.mostPerSecond, transfer.mostPerSecond);
  // Nobody waits for himself.
  const met = 1 - 1 / users;
  const unqueued = (): number => stations.firstTokenSeconds() + decode.generationSeconds;
  const isTooFast = (rate: number): boolean => {
    if (rate > limit) return true;
    const queue = prefill.waitAt(rate * met) + transfer.waitAt(rate * met);
    return rate * (queue + unqueued()) > users;
  };
  const most = Math.min(decode.places, users);
  const taken = largest(most, (places) => !isTooFast(decode.rateWith(places, perReplica)));
  const rate = decode.rateWith(taken, perReplica);
  prefill.waitAt(rate * met);
  // Little's law.
  return { rate, queue: Math.max(0, users / rate - unqueued()) };
}

/** Requests that come at a rate, at moments that know nothing of each other. */
export function openLoop(rate: number, { prefill, transfer, decode }: Stations): Steady {
  requireRate(rate, prefill.mostPerSecond, 'the prefill pool answers');
  requireRate(rate, transfer.mostPerSecond, 'the links between the pools carry the state of');
  requireRate(rate, decode.mostPerSecond, 'the decode pool answers');
  const { places } = decode;
  decode.rateWith(
    largest(places, (taken) => decode.rateWith(taken, Infinity) <= rate),
    Infinity,
  );
  const busy = Math.min((rate * decode.heldSeconds) / places, 0.999);
  const forPlace = meanWait(decode.heldSeconds, places, busy);
  return { rate, queue: prefill.waitAt(rate) + transfer.waitAt(rate) + forPlace };
}

/** The largest number up to `most` that holds, by halving. */
function largest(most: number, holds: (value: number) => boolean): number {
  if (holds(most)) return most;
  let low = 0;
  let high = most;
  for (let round = 0; round < 100 && (high - low > 1e-6 * high || low === 0); round += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function requireRate(rate: number, most: number, what: string): void {
  if (rate < most) return;
  const named = roundedDown(most);
  throw faultError({
    code: 'workload.unsustainable',
    path: 'workload.load.requestsPerSecond',
    value: rate,
    legal: [named],
    message: `${what} ${named} requests per second at most; lower the rate or add replicas.`,
  });
}
