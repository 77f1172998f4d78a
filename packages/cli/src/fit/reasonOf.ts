import type { RejectedCandidate } from '@mantile/core';
import { inWordsOfFlags } from '../estimate/inFlags.ts';
import { mostPerSecond } from '../estimate/rateFaults.ts';
import { rateBelow } from '../print/quantity.ts';

/** Why a plan of so many replicas will not do, in the words of the command line and without a full stop. */
export function reasonOf({ message, faults }: RejectedCandidate, replicas: number): string {
  const most = mostPerSecond(faults);
  if (most !== undefined) return `at most ${rateBelow(most * replicas)}/s`;
  // Of several layers the same is wrong.
  const said = faults === undefined ? [message] : faults.map((fault) => fault.message);
  return inWordsOfFlags([...new Set(said)].join(' ')).replace(/\.$/, '');
}
