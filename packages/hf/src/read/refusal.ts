import { MantileError, type Fault } from '@mantile/core';

/** The error for one thing wrong. */
export function refusal(fault: Fault, cause?: unknown): MantileError {
  return new MantileError([fault], cause === undefined ? undefined : { cause });
}
