import type { Estimate } from '@mantile/core';
import { rateText, timeText } from '../print/quantity.ts';

type Row = readonly [name: string, value: string, more: string];

/** What is told of a model that reads prompts and answers nothing. */
export function promptRows(estimate: Estimate): readonly Row[] {
  const { e2eMs, ttftP50Ms, ttftP99Ms, requestsPerSecond, packages } = estimate;
  const tokens = promptTokensPerSecond(estimate);
  const each = packages === 1 ? '' : `${rateText(tokens / packages)} each package`;
  return [
    [
      'Time for a prompt',
      timeText(e2eMs),
      `p50 ${timeText(ttftP50Ms)}, p99 ${timeText(ttftP99Ms)}`,
    ],
    ['Prompts', `${rateText(requestsPerSecond)}/s`, ''],
    ['Tokens of prompts', `${rateText(tokens)} tokens/s`, each],
  ];
}

/** Tokens of prompts that are read each second. */
export function promptTokensPerSecond(estimate: Estimate): number {
  return estimate.totalTokensPerSecond - estimate.outputTokensPerSecond;
}
