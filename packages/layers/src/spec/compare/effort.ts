/** Steps that comparing the cases of one document may take; the longest known ones need a hundredth of it. */
const most = 1_000_000;

/** Counts what a comparison does: abbreviations of abbreviations, and cases with cases, multiply. */
export class Effort {
  private spent = 0;

  /** Counts a step; false when there have been too many. */
  spend(): boolean {
    this.spent += 1;
    return !this.isExhausted;
  }

  /** Whether what comes now is left out. */
  get isExhausted(): boolean {
    return this.spent > most;
  }
}
