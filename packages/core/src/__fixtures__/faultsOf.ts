import { MantileError, type Fault } from '../errors.ts';

/** The faults that a call is refused with. */
export function faultsOf(call: () => unknown): readonly Fault[] {
  try {
    call();
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  throw new Error('expected a refusal');
}
