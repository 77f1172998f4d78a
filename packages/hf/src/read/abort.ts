import { refusal } from './refusal.ts';

/**
 * What is used of an `AbortSignal`, which every platform has under types of its own.
 *
 * @example
 * import type { Abort } from '@mantile/hf';
 * const never: Abort = { aborted: false, reason: undefined };
 * never.aborted // => false
 * @category Sources
 */
export interface Abort {
  readonly aborted: boolean;
  /** Why, as given by whoever aborted. */
  readonly reason?: unknown;
}

/** Throws when a caller has called it off. */
export function throwIfAborted(signal: Abort | undefined, path: string): void {
  if (signal?.aborted !== true) return;
  throw refusal({ code: 'source.aborted', path, message: 'called off.' }, signal.reason);
}
