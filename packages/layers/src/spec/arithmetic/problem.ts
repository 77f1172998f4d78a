/** A text that is no arithmetic, or arithmetic without a value. Never leaves this folder's callers. */
export class ArithmeticProblem extends Error {
  override readonly name = 'ArithmeticProblem';
}

/** What no line of a document needs, and what would take time or the stack to read. */
export const limits = { characters: 4000, tokens: 600, nesting: 40 } as const;
