import type {
  ActivationBuffer,
  CollectiveOperation,
  ExpertsOperation,
  StepFrame,
  Stretch,
  Work,
} from '@mantile/core';
import type { Routing } from './routing.ts';

/** The compiled operations of routed experts: from the tokens' dispatch to the combination of results. */
export interface RoutedExperts {
  readonly routing: Routing;
  /** Absent where every package has all tokens already. */
  readonly dispatch: CollectiveOperation | undefined;
  /** Pairs that were sent to a package. */
  readonly received: ActivationBuffer;
  readonly product: ExpertsOperation;
  readonly activate: Stretch;
  /** Completes the sums over a tensor-parallel group. */
  readonly reduce: CollectiveOperation;
  readonly combine: CollectiveOperation;
}

/** Brings all tokens of a group to each of its packages, unless pairs are sent one by one. */
export function gatherTokens({ routing, dispatch }: RoutedExperts, work: Work, tokens: number) {
  if (dispatch !== undefined && !routing.sendsPairs) work.collective(dispatch, tokens);
}

/** Runs the experts on the `tokens` of a group, and returns the results to where the tokens came from. */
export function sendExperts(
  experts: RoutedExperts,
  step: StepFrame,
  work: Work,
  tokens: number,
): void {
  const { routing, dispatch, received, product, activate, reduce, combine } = experts;
  const pairs = routing.pairs(step, tokens);
  // Tokens on whose behalf the package has something to do, at most.
  const rows = Math.min(tokens, pairs);
  if (dispatch !== undefined && routing.sendsPairs) {
    work.collective(dispatch, pairs);
    work.hold(received, pairs);
  }
  work.experts(product, pairs, rows, routing.expertsRead(tokens));
  work.stretch(activate, pairs);
  // Sums that are completed for all tokens at once are not sent for some of them.
  work.collective(reduce, routing.dispatch === 'allReduce' ? tokens : rows);
  work.collective(combine, routing.sendsPairs ? pairs : tokens);
}
