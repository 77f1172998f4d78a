/** Steps that comparing the cases of one document may take; the longest known ones need a hundredth. */
const most = 5_000_000;

/** Counts what a comparison does: abbreviations of abbreviations, and cases with cases, multiply. */
export class Effort {
  private spent = 0;

  /** Counts steps; false when there have been too many. */
  spend(steps = 1): boolean {
    this.spent += steps;
    return !this.isExhausted;
  }

  /** Whether what comes now is left out. */
  get isExhausted(): boolean {
    return this.spent > most;
  }
}
