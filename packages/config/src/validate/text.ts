import { nearestName } from '@mantile/core';

/** Words of messages: values and paths, shortened where a file makes them endless. */

const longest = 60;

const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 3)}...` : text;

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return String(value);
  }
  return value === undefined ? 'nothing' : `a ${typeof value}`;
}

/** A path with one step more: `layer_types` and 2 to `layer_types[2]`, and `name` to `layer_types[2].name`. */
export function pathAt(path: string, step: PropertyKey): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  const key = shortened(String(step));
  return path === '' ? key : `${path}.${key}`;
}

/** A path of steps. */
export function pathOf(steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(pathAt, '');
}

/** ", did you mean "x"?" or a full stop. */
export function didYouMean(near: string | undefined): string {
  return near === undefined ? '.' : `, did you mean "${near}"?`;
}

/** What to do with a key that is meant to be another, which may be there too. */
export function renaming(near: string, isTaken: boolean): string {
  return isTaken ? `Keep one of the two, named "${near}".` : `Rename it to "${near}".`;
}

/** As many names as are read in a message. */
const mostNames = 30;

/** " Known: a, b." where a message can list them; of many, those that are nearest to what was written. */
export function knownNames(name: string, legal: readonly string[]): string {
  if (legal.length <= mostNames) return legal.length === 0 ? '' : ` Known: ${legal.join(', ')}.`;
  const near: string[] = [];
  for (let left = legal; near.length < 3; left = left.filter((each) => !near.includes(each))) {
    const next = nearestName(name, left);
    if (next === undefined) break;
    near.push(next);
  }
  return near.length < 2 ? '' : ` Nearest: ${near.join(', ')}.`;
}

/** A number of things: `1 layer`, `2 layers`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** A whole number that arithmetic can rely on. */
export function isWhole(value: unknown, least = 0): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

/** An object of JSON. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
