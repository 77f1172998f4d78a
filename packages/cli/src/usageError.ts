/** A mistake on the command line: told to the person in one line, with what to do, and without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
