import type { LeftOut } from './leftOut.ts';
import type { Scores } from './scoreboard.ts';

/** The scores of a collection, and the rows that were not scored, by reason. */
export interface CollectionScores {
  readonly scores: Scores;
  readonly refused: Readonly<Record<string, number>>;
}

/** What is committed of a run: the scoreboard as JSON. */
export interface Committed {
  /** How many numbers were fitted. */
  readonly coefficients: number;
  /** Rows that coefficients were fitted to. */
  readonly inferenceMax: CollectionScores;
  /** Rows that nothing was fitted to. */
  readonly engines: CollectionScores;
  readonly leftOut: readonly LeftOut[];
}
