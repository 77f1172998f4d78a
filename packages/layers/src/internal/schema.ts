import { standardDtypes, type DtypeName } from '@mantile/core';
import * as z from 'zod';

/** A size or a count: a whole number of at least one, small enough to be multiplied. */
export const size = z.int().min(1).max(1e9);

/** The name of a standard number format. */
export const dtypeName = z.enum(Object.keys(standardDtypes) as [DtypeName, ...DtypeName[]]);
