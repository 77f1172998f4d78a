import { grouped } from './grouped.ts';

/** A whole number with its thousands apart. */
export function whole(count: number): string {
  return grouped(count);
}

/** `1 file`, `2 files`. */
export function several(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
}
