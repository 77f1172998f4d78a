import * as z from 'zod';

/** A size or a count: a whole number of at least one, small enough to be multiplied. */
export const size = z.int().min(1).max(1e9);
