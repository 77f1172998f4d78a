import { MantileError, type Fault } from '@mantile/core';
import { checkTensors } from './checkTensors.ts';

/** Refuses what is no list of tensors: of half of one, nothing can be counted. */
export function requireTensors(tensors: unknown): void {
  const [first, ...others] = checkTensors(tensors).map(({ code, path, message }): Fault => ({
    code,
    path,
    message,
  }));
  if (first !== undefined) throw new MantileError([first, ...others]);
}
