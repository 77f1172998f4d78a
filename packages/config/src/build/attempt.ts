import { MantileError, type Fault, type FaultList } from '@mantile/core';

/** What a call makes; undefined where it is refused, each fault noted where it lies in the larger input. */
export function attempt<Result>(
  make: () => Result,
  faults: FaultList,
  place: (fault: Fault) => string,
): Result | undefined {
  try {
    return make();
  } catch (error) {
    if (!MantileError.isInstance(error)) throw error;
    for (const fault of error.faults) faults.add({ ...fault, path: place(fault) });
    return undefined;
  }
}
