import type { FaultList } from '../errors.ts';
import { nearestName } from '../nearestName.ts';

/** Notes the keys of an object that nobody reads. */
export function noteUnknownKeys(
  given: object,
  known: readonly string[],
  faults: FaultList,
  path: string,
): void {
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) noteUnknown(key, known, faults, `${path}.${key}`);
  }
}

/** Notes an option that nobody knows, with the nearest that is known. */
export function noteUnknown(
  key: string,
  known: readonly string[],
  faults: FaultList,
  path: string = key,
): void {
  const near = nearestName(key, known);
  faults.add({
    code: 'option.unknown',
    path,
    value: key,
    legal: known,
    message: `no such option${near === undefined ? '.' : `, did you mean "${near}"?`} Known: ${known.join(', ')}.`,
  });
}
