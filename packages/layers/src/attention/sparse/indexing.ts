import type {
  AttentionOperation,
  CollectiveOperation,
  PassOperation,
  StepFrame,
  Work,
} from '@mantile/core';
import type { Visibility } from '../visibility.ts';

/** What an indexer does once its queries and keys are projected. */
export interface IndexOperations {
  /** What is scored. */
  readonly visible: Visibility;
  /** How many are picked. */
  readonly most: number;
  /** Packages that share a prompt gather its keys. */
  readonly exchangeKeys: CollectiveOperation;
  readonly score: AttentionOperation;
  readonly pick: PassOperation;
  /** Packages that share the positions gather the scores of their best. */
  readonly exchangeScores: CollectiveOperation;
}

/** Scores everything visible, and picks the best of `candidates`: positions, or what stands for several. */
export function scoreAndPick(
  { visible, most, exchangeKeys, score, pick, exchangeScores }: IndexOperations,
  step: StepFrame,
  sequences: number,
  candidates: number,
  work: Work,
): void {
  // The packages that share the positions.
  const degree = exchangeKeys.packages;
  const queries = step.tokens(degree);
  const isDecode = step.phase === 'decode';
  if (!isDecode) work.collective(exchangeKeys, sequences * visible.exchanged(step, degree));
  const pairs = visible.scored(step, degree);
  const past = visible.read(step, degree);
  work.attention(score, sequences, queries, pairs, past, visible.written(step, degree));
  work.pass(pick, sequences * pairs);
  if (!isDecode) return;
  // Each package offers its own best; all of them see which ones make it.
  const offered = Math.min(most, step.share(candidates, degree));
  work.collective(exchangeScores, sequences * queries * degree * offered);
}
