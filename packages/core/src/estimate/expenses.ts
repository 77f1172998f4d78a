import type { Chip } from '../hardware/system.ts';
import type { Estimator } from './estimator.ts';
import type { RequestShape } from './requestShape.ts';
import type { MachineTime } from './serving/machineTime.ts';
import type { CostEstimate, EnergyEstimate } from './types.ts';

/** Energy at board power, where it is known. */
export function energyOf(
  { powerWatts }: Chip,
  packages: number,
  outputTokensPerSecond: number,
): EnergyEstimate | undefined {
  if (powerWatts === undefined) return undefined;
  const watts = powerWatts * packages;
  return { watts, joulesPerOutputToken: watts / outputTokensPerSecond };
}

/** Rent, split by the time that a request's prompt and its answer take. */
export function costOf(
  estimator: Estimator,
  packages: number,
  requestsPerSecond: number,
  shape: RequestShape,
  { promptSeconds, generationSeconds }: MachineTime,
): CostEstimate | undefined {
  const { pricePerHourUsd } = estimator.system.chip;
  if (pricePerHourUsd === undefined) return undefined;
  const usdPerHour = pricePerHourUsd * packages;
  const usdPerRequest = usdPerHour / 3600 / requestsPerSecond;
  // Rent is split by time.
  const usdPerSecond = usdPerRequest / (promptSeconds + generationSeconds);
  const usdForPrompt = usdPerSecond * promptSeconds;
  const { cachedTokens, freshTokens, answerTokens } = shape;
  const perMillion = (usd: number, tokens: number): number => (usd / tokens) * 1e6;
  const perMillionOutputTokens = perMillion(usdPerSecond * generationSeconds, answerTokens);
  if (cachedTokens === 0) {
    const perMillionInputTokens = perMillion(usdForPrompt, freshTokens);
    return { usdPerHour, perMillionInputTokens, perMillionOutputTokens };
  }
  // Cached tokens cost what attending to them adds.
  const own = estimator.promptShareOfFreshTokens(shape);
  return {
    usdPerHour,
    perMillionInputTokens: perMillion(usdForPrompt * own, freshTokens),
    perMillionCachedTokens: perMillion(usdForPrompt * (1 - own), cachedTokens),
    perMillionOutputTokens,
  };
}
