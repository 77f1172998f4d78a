import type { FaultList } from '@mantile/core';
import { prototypeKeys } from './keyCase.ts';

/** More than any spec nests; it also ends a structure that contains itself. */
const deepest = 100;

/** How keys are turned, and how they would come back. */
export interface KeyTurn {
  readonly turn: (key: string) => string;
  readonly back: (key: string) => string;
  /** The case of keys to be turned, for messages. */
  readonly from: string;
}

/**
 * Turns all keys of a value, at any depth; values themselves are never touched, and absent ones left out.
 * A key that would not come back the same is a fault: two keys could fall together, and one be lost.
 */
export function convertKeys(
  value: unknown,
  keys: KeyTurn,
  path: string,
  faults: FaultList,
  depth = 0,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) {
    const message = `nested deeper than ${deepest}.`;
    faults.add({ code: 'config.too_deep', path, message });
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      convertKeys(item, keys, `${path}[${index}]`, faults, depth + 1),
    );
  }
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const at = `${path}.${key}`;
    const turned = keys.turn(key);
    if (prototypeKeys.includes(key) || keys.back(turned) !== key) {
      const message = prototypeKeys.includes(key)
        ? 'this key belongs to JavaScript itself; name it otherwise.'
        : `keys are written in ${keys.from} here; "${keys.back(turned)}" would be read.`;
      faults.add({ code: 'config.key', path: at, value: key, message });
      continue;
    }
    entries.push([turned, convertKeys(item, keys, at, faults, depth + 1)]);
  }
  return Object.fromEntries(entries);
}
