import { MantileError, type Fault } from '@mantile/core';

/** The faults that a promise is rejected with; anything else fails the test. */
export async function faultsOf(promise: Promise<unknown>): Promise<readonly Fault[]> {
  try {
    await promise;
  } catch (error) {
    if (MantileError.isInstance(error)) return error.faults;
    throw error;
  }
  return [];
}

/** The codes alone. */
export async function codesOf(promise: Promise<unknown>): Promise<readonly string[]> {
  return (await faultsOf(promise)).map(({ code }) => code);
}
