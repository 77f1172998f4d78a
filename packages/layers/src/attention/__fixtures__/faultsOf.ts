import { MantileError, type Fault } from '@mantile/core';

/** The faults that a construction is refused for. */
export function faultsOf(construct: () => unknown): readonly Fault[] {
  try {
    construct();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  return [];
}
