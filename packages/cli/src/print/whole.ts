/** A whole number with its thousands apart. */
export function whole(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 file`, `2 files`. */
export function several(count: number, noun: string): string {
  return `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;
}
