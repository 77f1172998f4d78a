import type { Estimate } from '@mantile/core';
import { rateText } from '../print/quantity.ts';
import { promptTokensPerSecond } from './promptsText.ts';

/** What energy and rent come to: of prompts alone where nothing is answered. */
export function expensesText(estimate: Estimate, isAnswered: boolean): string {
  const { energy, cost } = estimate;
  const lines: string[] = [];
  if (energy !== undefined) {
    const { watts, joulesPerOutputToken } = energy;
    const each = isAnswered
      ? `${rateText(joulesPerOutputToken)} J an output token`
      : `${rateText(watts / promptTokensPerSecond(estimate))} J a token of prompts`;
    lines.push(`Energy, at full board power: ${each}, ${rateText(watts / 1e3)} kW in all.\n`);
  }
  if (cost !== undefined) {
    const cached = cost.perMillionCachedTokens;
    const parts = [
      ...(isAnswered ? [`$${rateText(cost.perMillionOutputTokens)} of output`] : []),
      `$${rateText(cost.perMillionInputTokens)} of prompts`,
      ...(cached === undefined ? [] : [`$${rateText(cached)} of prompts in the cache`]),
    ];
    lines.push(
      `Cost of a million tokens: ${parts.join(', ')}, at $${rateText(cost.usdPerHour)} an hour.\n`,
    );
  }
  return lines.join('');
}
