import { faultError } from '../../errors.ts';
import type { RequestShape } from '../requestShape.ts';
import { sharedTime } from '../serving/sharedTime.ts';
import type { CompiledPool } from './compilePool.ts';

/**
 * Users who send the next request when the last is answered: they queue for prefill replicas (several of
 * them are one that is as much faster, and a time that a prompt takes besides) and are away for the rest.
 */
export function closedLoop(
  users: number,
  shape: RequestShape,
  prefill: CompiledPool,
  decode: CompiledPool,
  transfer: number,
): { rate: number; queue: number } {
  const prompt = prefill.served.promptSeconds;
  const service = prompt / prefill.known.replicas;
  let running = users;
  let rate = 0;
  let queue = 0;
  for (let round = 0; round < 50; round += 1) {
    decode.served.running = running / decode.known.replicas;
    decode.replica.generate(shape, decode.served.running, decode.served.decode);
    const generation = shape.steps * decode.served.decode.seconds;
    const away = prefill.replica.requestSeconds(shape) + prompt - service + transfer + generation;
    const visit = sharedTime(service, users - 1, service, away);
    queue = visit - service;
    rate = users / (visit + away);
    const next = Math.max((running + rate * generation) / 2, 1e-3);
    if (Math.abs(next - running) < 1e-6 * users) break;
    running = next;
  }
  return { rate, queue };
}

/** Waiting for one of several replicas that all take the same time, when requests come at any moment (Sakasegawa). */
export function openQueue(rate: number, prompt: number, replicas: number): number {
  const busy = (rate * prompt) / replicas;
  if (busy >= 1) refuseRate(rate, replicas / prompt, 'prefill');
  return ((prompt / replicas) * busy ** (Math.sqrt(2 * (replicas + 1)) - 1)) / (1 - busy) / 2;
}

/** Finds how many sequences generate when requests come at a rate: by Little's law, rate times their time. */
export function settleOpen(
  rate: number,
  shape: RequestShape,
  decode: CompiledPool,
  places: number,
): void {
  const { served, replica, known } = decode;
  const own = rate / known.replicas;
  const most = Math.max(places / known.replicas, 1);
  const excess = (running: number): number => {
    replica.generate(shape, 1 + running, served.decode);
    return own * shape.steps * served.decode.seconds - running;
  };
  if (excess(most) > 0) {
    refuseRate(rate, (most * known.replicas) / (shape.steps * served.decode.seconds), 'decode');
  }
  let low = 0;
  let high = most;
  while (high - low > 1e-6 * (1 + high)) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  excess(high);
  served.running = high;
}

function refuseRate(rate: number, most: number, pool: string): never {
  throw faultError({
    code: 'workload.unsustainable',
    path: 'workload.load.requestsPerSecond',
    value: rate,
    message: `the ${pool} pool answers ${most.toPrecision(3)} requests per second at most; lower the rate or give it more replicas.`,
  });
}
