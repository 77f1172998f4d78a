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
  /** Packages that share a prompt gather its keys. */
  readonly exchangeKeys: CollectiveOperation;
  readonly score: AttentionOperation;
  readonly pick: PassOperation;
  /** Packages that share the positions gather the scores of their best. */
  readonly exchangeScores: CollectiveOperation;
}

/** How an indexer runs in a layer. */
export interface Indexing {
  /** What is scored. */
  readonly visible: Visibility;
  /** What can be picked, after the step: positions, or what stands for several. */
  readonly candidates: number;
  /** How many are picked. */
  readonly most: number;
  readonly sequences: number;
  readonly contextParallel: number;
}

/** Scores everything visible, and picks the best. */
export function scoreAndPick(
  { exchangeKeys, score, pick, exchangeScores }: IndexOperations,
  { visible, candidates, most, sequences, contextParallel }: Indexing,
  step: StepFrame,
  work: Work,
): void {
  const queries = step.tokens(contextParallel);
  const isDecode = step.phase === 'decode';
  if (!isDecode) {
    work.collective(exchangeKeys, sequences * visible.exchanged(step, contextParallel));
  }
  const pairs = visible.scored(step, contextParallel);
  const past = visible.read(step, contextParallel);
  const written = visible.written(step, contextParallel);
  work.attention(score, sequences, queries, pairs, past, written);
  work.pass(pick, sequences * pairs);
  if (!isDecode) return;
  // Each package offers its own best; all of them see which ones make it.
  const offered = Math.min(most, step.share(candidates, contextParallel));
  work.collective(exchangeScores, sequences * queries * contextParallel * offered);
}
