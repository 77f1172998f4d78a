import type { FaultList } from '../../errors.ts';
import { describeValue } from '../../internal/describeValue.ts';
import { noteUnknownKeys } from '../../internal/noteUnknown.ts';
import type { Pools } from './types.ts';

const keys: readonly (keyof Pools)[] = ['prefill', 'decode', 'transferBytesPerSecond'];

/** Notes keys of pools that nobody reads; throws where a pool is missing. */
export function checkPools(pools: unknown, faults: FaultList): void {
  const note = (path: string, value: unknown, expected: string): void => {
    const message = `expected ${expected}, got ${describeValue(value)}.`;
    faults.add({ code: 'option.invalid', path, value, message });
  };
  if (!isObject(pools)) {
    note('pools', pools, '{ prefill, decode }');
    faults.throwIfAny();
    return;
  }
  noteUnknownKeys(pools, keys, faults, 'pools');
  const missing = (['prefill', 'decode'] as const).filter((name) => !isObject(pools[name]));
  for (const name of missing) note(`pools.${name}`, pools[name], 'a pool, { model, hardware }');
  if (missing.length > 0) faults.throwIfAny();
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
