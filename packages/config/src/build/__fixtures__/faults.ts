import { MantileError, type Fault } from '@mantile/core';

/** The faults that a call is refused with; none when it is not. */
export function faultsOf(call: () => unknown): readonly Fault[] {
  try {
    call();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    return error.faults;
  }
  return [];
}

/** The same, each as its code and path. */
export function refusalsOf(call: () => unknown): readonly (readonly [string, string])[] {
  return faultsOf(call).map(({ code, path }) => [code, path]);
}
