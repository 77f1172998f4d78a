import { requireWholeNumber, type FaultList } from '../errors.ts';
import { describeValue } from '../internal/describeValue.ts';
import { noteUnknownKeys } from '../internal/noteUnknown.ts';
import type { Load } from '../workload.ts';

/** One in twelve days: what is less is no load, and its energy a token has no bounds. */
const leastPerSecond = 1e-6;

/** The part of a load that each replica serves; notes what is no load. */
export function loadPerReplica(load: Load, replicas: number, faults: FaultList): Load {
  const code = 'workload.invalid';
  const path = 'workload.load';
  const given: unknown = load;
  if (typeof given !== 'object' || given === null || !('kind' in given)) {
    const message = `expected { kind: 'batch' | 'concurrency' | 'rate', … }, got ${describeValue(given)}.`;
    faults.add({ code, path, value: given, message });
    return { kind: 'batch', size: 1 };
  }
  const amounts = { batch: 'size', concurrency: 'requests', rate: 'requestsPerSecond' } as const;
  if (Object.hasOwn(amounts, load.kind)) {
    noteUnknownKeys(given, ['kind', amounts[load.kind]], faults, path);
  }
  switch (load.kind) {
    case 'batch':
      requireWholeNumber(faults, code, `${path}.size`, load.size, 1);
      return { kind: 'batch', size: Math.ceil(load.size / replicas) };
    case 'concurrency':
      requireWholeNumber(faults, code, `${path}.requests`, load.requests, 1);
      // Fewer users than replicas: those that serve anyone serve one.
      return { kind: 'concurrency', requests: Math.max(1, load.requests / replicas) };
    case 'rate': {
      const { requestsPerSecond } = load;
      if (!(Number.isFinite(requestsPerSecond) && requestsPerSecond >= leastPerSecond)) {
        const message = `expected requests per second, ${leastPerSecond} or more, got ${describeValue(requestsPerSecond)}.`;
        faults.add({ code, path: `${path}.requestsPerSecond`, value: requestsPerSecond, message });
      }
      return { kind: 'rate', requestsPerSecond: requestsPerSecond / replicas };
    }
    default: {
      const legal = ['batch', 'concurrency', 'rate'];
      const { kind } = given as { readonly kind: unknown };
      const message = `expected ${legal.map((name) => `"${name}"`).join(', ')}, got ${describeValue(kind)}.`;
      faults.add({ code, path: `${path}.kind`, value: kind, legal, message });
      return { kind: 'batch', size: 1 };
    }
  }
}
