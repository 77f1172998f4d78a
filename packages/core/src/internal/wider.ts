import type { Dtype } from '../dtype.ts';

/** The format of more bits; the first of two alike. */
export function wider(one: Dtype, other: Dtype): Dtype {
  return other.bits > one.bits ? other : one;
}
