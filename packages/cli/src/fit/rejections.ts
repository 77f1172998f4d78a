import type { PackagesAnswer, RejectedCandidate } from '@mantile/core';
import { inWordsOfFlags } from '../estimate/inFlags.ts';
import { mostPerSecond, replicasFor } from '../estimate/rateFaults.ts';
import { rateText } from '../print/quantity.ts';

/** Why plans will not do, in a line each: of those that differ in replicas alone, and miss a rate, the first. */
export function shortRejections(
  { chosen, rejected }: PackagesAnswer,
  rate: number | undefined,
): PackagesAnswer {
  const told = new Set<string>();
  const short = rejected.flatMap((each): readonly RejectedCandidate[] => {
    const { name, boundBy, message } = each;
    const most = mostPerSecond(message);
    if (most === undefined || rate === undefined) {
      return [
        {
          name,
          boundBy,
          message: boundBy === 'illegal' ? inWordsOfFlags(withoutPaths(message)) : message,
        },
      ];
    }
    const [, plan = name, replicas = '1'] = /^(--tp \d+)(?: --dp (\d+))?$/.exec(name) ?? [];
    if (told.has(plan)) return [];
    told.add(plan);
    const answered = rateText(most * Number(replicas));
    const would = `--dp ${replicasFor(rate, most)} would do`;
    return [{ name, boundBy, message: `at most ${answered}/s; ${would}.` }];
  });
  return { chosen, rejected: short };
}

/** Without the places of the library's options, one for each fault. */
function withoutPaths(message: string): string {
  return message.replace(/^[a-z]\w*(?:[.[][\w.[\]]*)?: /gim, '');
}
